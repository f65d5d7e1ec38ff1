// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is in messages, tasks, results and output, when a session is given away: without it a recording still says who sent how
// much to whom, and when. Names of processes, channels and locks, command lines and bookmarks stay.

#include "engine/core/telemetry/event.h"

namespace poolscope::telemetry {

enum class Contents : std::uint8_t {
    kept,
    masked,   // unreadable, at the same length; the structure of pickles and the names of functions stay
    left_out, // the events say that it was cut
};

void limit_contents(Event &event, Contents contents);

} // namespace poolscope::telemetry
