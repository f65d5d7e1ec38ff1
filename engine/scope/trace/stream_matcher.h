// SPDX-License-Identifier: Apache-2.0
#pragma once

// The last step of what tracer and shim tell: in streams without frames a read takes what several writes wrote, or a part of it. Here
// every write becomes one message that is received once, by whom its last byte was read. Also lets a channel be announced and a
// process start and end only once, though several tell of it. Works on the ordered stream of events; belongs to one thread.

#include "engine/core/telemetry/event.h"

#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace poolscope::trace {

class StreamMatcher {
public:
    void pass(std::vector<Event> &events);
    // Some have passed unseen since: what is known to be on its way may be there no more.
    void forget_messages() { streams_.clear(); }

private:
    struct Written {
        std::int64_t size = 0, left = 0;
    };
    struct Stream {
        std::deque<Written> in_flight;
        bool has_frames = false;
    };

    void take(Event &&event, std::vector<Event> &out);
    void take_read(Event &&event, std::vector<Event> &out);

    std::unordered_map<ObjectId, Stream> streams_;
    std::unordered_set<ObjectId> announced_;
    std::unordered_set<ProcessKey> started_, exited_;
};

} // namespace poolscope::trace
