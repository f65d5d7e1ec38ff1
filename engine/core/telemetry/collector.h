// SPDX-License-Identifier: Apache-2.0
#pragma once

// The watcher's reading side: takes what all watched threads told out of their rings, puts it into one order and numbers
// it. Owned by one thread, which loops over wait_for_events() and drain(); add() and wake() may be called from any.
//
// Order: events are merged by time, each ring's own order kept. A drain takes only what happened before it began, so that
// of two events of which one caused the other, the cause never comes later, even when another process told it.

#include "engine/core/base/clock.h"
#include "engine/core/telemetry/watch_segment.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace poolscope::telemetry {

class Collector {
public:
    static Result<std::unique_ptr<Collector>> create(WatchOptions options = {});

    WatchSegment &segment() { return segment_; }
    // Appends what came, in order, with sequence numbers from 1 on. Returns how many.
    std::size_t drain(std::vector<Event> &out);
    // A fact that the watcher itself knows (an exit it saw, output it read): comes out of a later drain in its place by time.
    void add(Event event);
    // Sleeps until there is something to drain, wake() was called, or the deadline: then false. Busy producers are drained
    // every 2 ms and never pay for waking us; of idle ones, the first event does.
    bool wait_for_events(Deadline deadline);
    void wake();

private:
    struct Source {
        RingReader reader;
        std::uint32_t claim = 0; // 0: the slot is free, or its owner is not yet known
        bool ending = false;     // the owner has ended: what it left is all that will come
    };

    explicit Collector(WatchSegment segment);
    void read_rings(std::int64_t now_ns);
    void take_added(std::int64_t now_ns);
    void note_unplaced(std::int64_t now_ns);
    void merge_runs(std::vector<Event> &out);
    void look_for_ended_owners(std::int64_t now_ns);
    bool has_ended(std::uint32_t index) const;
    bool has_something() const;

    WatchSegment segment_;
    std::vector<Source> sources_;
    std::vector<Event> pending_;        // read and not yet given out: runs_ says which belong together
    std::vector<std::size_t> runs_;     // where each run in pending_ ends
    std::int64_t give_out_until_ns_ = 0;
    std::uint64_t sequence_ = 0;
    std::uint64_t seen_unplaced_ = 0;
    std::int64_t drained_ns_ = 0;
    std::int64_t looked_ns_ = 0;
    std::atomic<bool> woken_{false};
    mutable std::mutex added_mutex_;
    std::vector<Event> added_;
};

} // namespace poolscope::telemetry
