// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a keyframe, and any events on top of it: nothing goes out of bounds, and what was read can be written.
#include "engine/core/telemetry/event_codec.h"
#include "engine/scope/state/state_codec.h"

#include <cstdint>
#include <cstdlib>

using namespace poolscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    if (size == 0)
        return 0;
    // The first byte says how much is keyframe; the rest is a batch of events.
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    const std::size_t border = bytes.size() * data[0] / 255;
    state::State state;
    if (auto decoded = state::decode_state(bytes.substr(0, border))) {
        const auto again = state::decode_state(state::encode_state(*decoded));
        if (!again || !(*again == *decoded))
            std::abort();
        state = std::move(*decoded);
    }
    state::Changes changes;
    if (const auto events = telemetry::decode_batch(bytes.substr(border)))
        for (const Event &event : *events)
            state.apply(event, changes, nullptr);
    return 0;
}
