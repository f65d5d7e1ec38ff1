// SPDX-License-Identifier: Apache-2.0
#pragma once

// Puts a text of any length into an event, which has room for payload_limit bytes and says when that was not all.

#include "engine/core/telemetry/event.h"

namespace poolscope::telemetry {

inline void set_payload(Event &event, std::string_view whole) {
    event.payload = whole.substr(0, payload_limit);
    event.flags = whole.size() > payload_limit ? EventFlag::payload_truncated : EventFlag::none;
}

} // namespace poolscope::telemetry
