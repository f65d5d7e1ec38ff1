// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a batch of events: an error, or events that are coded and read again the same.
#include "engine/core/telemetry/event_codec.h"

#include <cstdint>
#include <cstdlib>

using namespace poolscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto events = telemetry::decode_batch({reinterpret_cast<const char *>(data), size});
    if (!events)
        return 0;
    std::string bytes;
    telemetry::encode_batch(*events, bytes);
    const auto again = telemetry::decode_batch(bytes);
    if (!again || *again != *events)
        std::abort();
    for (const Event &event : *events)
        if (to_string(event.kind) == "?" || event.payload.size() > telemetry::payload_limit)
            std::abort();
    return 0;
}
