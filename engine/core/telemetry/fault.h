// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a watched process has to bear because a person wants to see what comes of it: see FaultSlot in watch_segment.h.
// Delays are the step gate's; what is thrown away is asked for here, by those who send.

#include "engine/core/base/clock.h"
#include "engine/core/telemetry/emitter.h"

namespace poolscope::telemetry {

namespace detail {
bool drops_message_watched();
bool wants_second_writer_watched();
} // namespace detail

// True when the message about to be sent is to be thrown away. Counts it.
inline bool drops_message() {
    return is_watched() && detail::drops_message_watched();
}

// A message that is thrown away has been sent, and by a number of its own it is known from those that are on their way.
inline void tell_thrown_away(ObjectId channel, std::size_t bytes, std::string_view pickle) {
    const std::int64_t number = -monotonic_ns();
    emit(EventKind::message_sent, channel, number, static_cast<std::int64_t>(bytes), pickle);
    emit(EventKind::message_dropped, channel, number, static_cast<std::int64_t>(bytes));
}

// True when another process is to write into the same pipe end while the message is sent. Counts it.
inline bool wants_second_writer() {
    return is_watched() && detail::wants_second_writer_watched();
}

} // namespace poolscope::telemetry
