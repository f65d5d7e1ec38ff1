// SPDX-License-Identifier: Apache-2.0
// Numbers with and without units.
#include "engine/scope/query/node.h"

#include <charconv>
#include <cmath>

namespace poolscope::query {

namespace {

struct Unit {
    std::string_view name;
    double factor;
};
constexpr Unit durations[] = {{"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}, {"h", 3600e9}};
constexpr Unit sizes[] = {{"", 1},      {"B", 1},    {"kB", 1e3},     {"KB", 1e3},           {"MB", 1e6},
                          {"GB", 1e9}, {"KiB", 1024}, {"MiB", 1024.0 * 1024}, {"GiB", 1024.0 * 1024 * 1024}};
constexpr Unit plain[] = {{"", 1}};

std::span<const Unit> units_of(FieldType type) {
    if (type == FieldType::duration)
        return durations;
    return type == FieldType::size ? std::span<const Unit>(sizes) : std::span<const Unit>(plain);
}

ProblemKind wanted(FieldType type) {
    return type == FieldType::duration ? ProblemKind::wants_duration : type == FieldType::size ? ProblemKind::wants_size : ProblemKind::wants_number;
}

} // namespace

tl::expected<std::int64_t, Problem> number_for(const Token &token, const FieldRow &field) {
    const Problem problem{wanted(field.type), token.position, token.length, token.text, {}, Expectation::value, field.field};
    if (token.kind != TokenKind::number)
        return tl::unexpected(problem);
    const char *const begin = token.text.data(), *const end = begin + token.text.size();
    Problem too_large = problem;
    too_large.kind = ProblemKind::too_large;
    std::int64_t whole = 0;
    if (const auto [at, error] = std::from_chars(begin, end, whole); at == end) {
        if (error != std::errc())
            return tl::unexpected(too_large);
        if (field.type != FieldType::duration || whole == 0)
            return whole;
        return tl::unexpected(problem); // 5: seconds or milliseconds?
    }
    double value = 0;
    const auto [at, error] = std::from_chars(begin, end, value, std::chars_format::fixed);
    if (error != std::errc())
        return tl::unexpected(error == std::errc::result_out_of_range ? too_large : problem);
    const std::string_view unit(at, static_cast<std::size_t>(end - at));
    for (const Unit &known : units_of(field.type)) {
        if (known.name != unit || (unit.empty() && field.type == FieldType::number))
            continue;
        const double scaled = std::round(value * known.factor);
        if (!(std::abs(scaled) < 9.2e18))
            return tl::unexpected(too_large);
        return static_cast<std::int64_t>(scaled);
    }
    return tl::unexpected(problem);
}

} // namespace poolscope::query
