// SPDX-License-Identifier: Apache-2.0
#pragma once

// The last step of what tracer and shim tell: in streams without frames a read takes what several writes wrote, or a part of it. Here
// every write becomes one message that is received once, by whom its last byte was read. Also lets a channel be announced and a
// process start and end only once, though several tell of it, and lets what the shim tells of a connection that is not accepted yet wait
// until it has its name. Works on the ordered stream of events; belongs to one thread.

#include "engine/core/telemetry/event.h"

#include <deque>
#include <set>
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
        bool has_frames = false, has_lost_borders = false;
        std::set<std::int64_t> long_messages; // lengths that look absurd and were written all the same
    };

    // False for what is not to be told, or not yet.
    bool has_name(Event &event, std::vector<Event> &out);
    void name(const Event &event, std::vector<Event> &out);
    void take(Event &&event, std::vector<Event> &out);
    bool is_lost_border(Event &event);
    void take_read(Event &&event, std::vector<Event> &out);

    std::unordered_map<ObjectId, Stream> streams_;
    std::unordered_map<ObjectId, std::vector<Event>> unnamed_; // of connections that nobody has accepted yet
    std::unordered_map<ObjectId, ObjectId> names_;             // of those that were
    std::unordered_set<ObjectId> announced_;
    std::unordered_set<ProcessKey> started_, exited_;
};

} // namespace poolscope::trace
