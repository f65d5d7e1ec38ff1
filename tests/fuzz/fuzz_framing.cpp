// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a stream of messages: cut anywhere, it gives the same messages and the same error.
#include "engine/core/wire/framing.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

using namespace poolscope;

namespace {

struct Outcome {
    std::vector<std::string> messages;
    std::optional<ErrorCode> error;
    std::size_t pending = 0;
    bool operator==(const Outcome &) const = default;
};

Outcome cut_into(std::string_view stream, std::size_t step) {
    FrameDecoder decoder(4096);
    Outcome outcome;
    for (std::size_t at = 0; at < stream.size() && !outcome.error; at += step) {
        decoder.feed(stream.substr(at, step));
        while (true) {
            const auto message = decoder.next();
            if (!message) {
                outcome.error = message.error().code;
                break;
            }
            if (!*message)
                break;
            outcome.messages.emplace_back(**message);
        }
    }
    if (!outcome.error) {
        outcome.pending = decoder.pending();
        if (decoder.has_partial() != (decoder.missing() > 0) || decoder.partial_body().size() > decoder.pending())
            std::abort();
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view stream(reinterpret_cast<const char *>(data) + 1, size - 1);
    if (cut_into(stream, std::size_t{data[0]} + 1) != cut_into(stream, size))
        std::abort();
    return 0;
}
