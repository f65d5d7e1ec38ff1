// SPDX-License-Identifier: Apache-2.0
#pragma once

// The newest events of a stream, as many as fit into so many bytes, and of those before them what says which processes,
// channels, pools and locks there are: without that nothing could be read. What a flight recorder keeps. One thread.

#include "engine/core/telemetry/event.h"

#include <deque>
#include <vector>

namespace poolscope::telemetry {

// Whether an event tells who or what others are about.
bool tells_what_there_is(EventKind kind);

class FlightWindow {
public:
    explicit FlightWindow(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    void add(Event event);
    // All of them, numbered anew, with a gap event for those that were given up.
    std::vector<Event> events() const;
    std::int64_t given_up() const { return given_up_; }

private:
    std::size_t most_bytes_, bytes_ = 0;
    std::vector<Event> facts_; // from before the newest
    std::deque<Event> newest_;
    std::int64_t given_up_ = 0;
};

} // namespace poolscope::telemetry
