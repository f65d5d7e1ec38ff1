// SPDX-License-Identifier: Apache-2.0
#pragma once

// Events together with the bytes as which they stand in a recording, so that whoever keeps them need not pack them again.

#include "engine/core/telemetry/event.h"

#include <cstddef>
#include <string>
#include <vector>

namespace poolscope::telemetry {

struct EventBlock {
    std::vector<Event> events;
    std::string packed;           // one batch (event_codec.h) of exactly these events, under zstd; may be empty
    std::size_t encoded_size = 0; // of that batch
};

} // namespace poolscope::telemetry
