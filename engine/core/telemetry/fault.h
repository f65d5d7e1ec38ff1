// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a watched process has to bear because a person wants to see what comes of it: see FaultSlot in watch_segment.h.
// Delays are the step gate's; what is thrown away is asked for here, by those who send.

#include "engine/core/telemetry/emitter.h"

namespace poolscope::telemetry {

namespace detail {
bool drops_message_watched();
} // namespace detail

// True when the message about to be sent is to be thrown away. Counts it.
inline bool drops_message() {
    return is_watched() && detail::drops_message_watched();
}

} // namespace poolscope::telemetry
