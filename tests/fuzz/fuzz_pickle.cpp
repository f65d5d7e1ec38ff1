// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a pickle, whole, cut and typed: no crash, no hang, no limit passed; and what was read can be written and
// read again without a change.
#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/preview/preview.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace poolscope;

namespace {

constexpr PickleLimits limits{.depth = 100, .nodes = 20'000, .copies = 5'000, .bytes = 1 << 20, .ops = 100'000};

struct Record {
    std::string name;
    std::vector<std::variant<int, double, std::string>> items;
    std::optional<std::map<std::string, Bytes>> more;
};

void require(bool condition, const char *what) {
    if (condition)
        return;
    std::fprintf(stderr, "not true: %s\n", what);
    std::abort();
}

std::optional<Value> rewritten(const Value &value) {
    auto unpickled = decode_pickle(encode(value), Secrets::keep, limits);
    if (unpickled)
        return std::move(unpickled->value);
    require(unpickled.error().code == ErrorCode::too_large, "what was written can be read");
    return std::nullopt;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    if (const auto unpickled = decode_pickle(input, Secrets::redact, limits)) {
        require(unpickled->consumed <= size, "no more is consumed than there is");
        require(unpickled->value.repr(200).size() <= 203, "a repr keeps its limit");
        require(!unpickled->value.type_name().empty(), "a type has a name");
        // The first writing may lose what a pickle cannot spell (a tuple inside itself); from then on all is stable.
        if (const auto first = rewritten(unpickled->value))
            if (const auto second = rewritten(*first))
                require(first->repr() == second->repr(), "writing and reading change nothing");
        const auto prefix = decode_prefix(input, Secrets::redact, limits);
        require(prefix && !prefix->truncated, "a whole pickle is a prefix that is not cut");
        require(prefix->value.repr() == unpickled->value.repr(), "both readers understand the same");
    }
    for (const std::size_t cut : {size / 3, size / 2, size})
        if (const auto prefix = decode_prefix(input.substr(0, cut), Secrets::redact, limits))
            require(prefix->consumed <= cut, "no more is consumed than there is");
    (void)decode<Record>(input, limits);
    (void)decode<std::vector<Record>>(input, limits);
    require(preview(input, size % 2 != 0).line.size() < 4000, "a preview is a line");
    return 0;
}
