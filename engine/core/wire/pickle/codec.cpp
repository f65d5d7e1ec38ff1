// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/pickle/codec.h"

#include "engine/core/wire/pickle/big_integer.h"

#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace poolscope {

namespace codec {

namespace {

constexpr std::size_t shown = 60; // of a value in an error

Failure out_of_range(const Value &value, std::string_view minimum, std::string_view maximum) {
    return invalid(fmt::format("{} is not in the range {} to {}", value.repr(shown), minimum, maximum));
}

} // namespace

Failure wrong_type(const Value &value, std::string_view expected) {
    const std::string detail =
        value.is_none() ? fmt::format("expected {}, got None", expected)
                        : fmt::format("expected {}, got {} {}", expected, value.type_name(), value.repr(shown));
    return failure(ErrorCode::wrong_type, "decode", detail);
}

Failure invalid(std::string detail) {
    return failure(ErrorCode::invalid_argument, "decode", std::move(detail));
}

Failure inside(Error error, std::string_view where) {
    error.detail = fmt::format("{}: {}", where, error.detail);
    return Failure(std::move(error));
}

Failure inside_element(Error error, std::size_t index, std::string_view container) {
    return inside(std::move(error), fmt::format("element {} of {}", index, container));
}

Result<bool> read_boolean(const Value &value) {
    if (const bool *boolean = value.get_if<bool>())
        return *boolean;
    return wrong_type(value, "bool");
}

Result<std::int64_t> read_signed(const Value &value, std::int64_t minimum, std::int64_t maximum) {
    std::int64_t integer = 0;
    if (const auto *small = value.get_if<std::int64_t>())
        integer = *small;
    else if (const auto *boolean = value.get_if<bool>())
        integer = *boolean; // a bool is an int in Python
    else if (value.is<BigInteger>())
        return out_of_range(value, fmt::to_string(minimum), fmt::to_string(maximum));
    else
        return wrong_type(value, "int");
    if (integer < minimum || integer > maximum)
        return out_of_range(value, fmt::to_string(minimum), fmt::to_string(maximum));
    return integer;
}

Result<std::uint64_t> read_unsigned(const Value &value, std::uint64_t maximum) {
    std::optional<std::uint64_t> integer;
    if (const auto *small = value.get_if<std::int64_t>())
        integer = *small >= 0 ? std::optional(static_cast<std::uint64_t>(*small)) : std::nullopt;
    else if (const auto *boolean = value.get_if<bool>())
        integer = *boolean ? 1 : 0;
    else if (const auto *big = value.get_if<BigInteger>())
        integer = to_unsigned(*big);
    else
        return wrong_type(value, "int");
    if (!integer || *integer > maximum)
        return out_of_range(value, "0", fmt::to_string(maximum));
    return *integer;
}

Result<double> read_real(const Value &value) {
    if (const auto *real = value.get_if<double>())
        return *real;
    if (const auto *integer = value.get_if<std::int64_t>())
        return static_cast<double>(*integer);
    if (const auto *boolean = value.get_if<bool>())
        return *boolean ? 1.0 : 0.0;
    if (const auto *big = value.get_if<BigInteger>()) {
        const double real = to_double(*big);
        if (std::isinf(real))
            return invalid("the int is too large for a float");
        return real;
    }
    return wrong_type(value, "float");
}

Result<std::string> read_text(const Value &value) {
    if (const auto *text = value.get_if<std::string>())
        return *text;
    return wrong_type(value, "str");
}

Result<const std::vector<Value> *> read_sequence(const Value &value, std::string_view expected) {
    if (const auto *list = value.get_if<List>())
        return list;
    if (const auto *tuple = value.get_if<Tuple>())
        return &tuple->items;
    return wrong_type(value, expected);
}

} // namespace codec

Result<float> Codec<float>::read(const Value &value) {
    POOLSCOPE_ASSIGN(const double real, codec::read_real(value));
    if (std::isfinite(real) && std::abs(real) > double{std::numeric_limits<float>::max()})
        return codec::invalid(fmt::format("{} is too large for a single precision number", value.repr(codec::shown)));
    return static_cast<float>(real);
}

} // namespace poolscope
