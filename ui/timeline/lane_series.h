// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What each process did over the time of a session, fed event by event: the tasks it ran and what its threads waited on. A
// lane's tasks do not overlap and stand in the order of time, as do the waits of one thread, so that any stretch is found
// by bisection.

#include "engine/core/telemetry/event.h"

#include <limits>
#include <unordered_map>
#include <vector>

namespace poolscope::ui {

constexpr std::int64_t stillGoing = std::numeric_limits<std::int64_t>::max();

struct TaskSpan {
    std::int64_t beginNs = 0, endNs = stillGoing;
    ObjectId task = 0;
    std::int32_t function = -1; // its place among the session's functions, once it was looked up
    TaskOutcome outcome = TaskOutcome::running;
    bool isAccepted = true;     // by the filter
};

struct WaitSpan {
    std::int64_t beginNs = 0, endNs = stillGoing;
    ObjectId object = 0;
    WaitKind kind = WaitKind::none;
};

struct WaitTrack {
    std::int32_t thread = 0;
    std::vector<WaitSpan> spans;
};

struct Lane {
    ProcessKey process;
    std::int64_t startedNs = 0, endedNs = stillGoing;
    std::vector<TaskSpan> tasks;
    std::vector<std::int64_t> busyBeforeNs; // for each task: what those before it took together
    std::vector<WaitTrack> waits;

    // Tasks that begin in the stretch, and time that tasks took of it.
    std::size_t tasksIn(std::int64_t fromNs, std::int64_t toNs) const;
    std::int64_t busyIn(std::int64_t fromNs, std::int64_t toNs) const;
    std::int64_t waitedIn(std::int64_t fromNs, std::int64_t toNs) const; // by its busiest waiter: threads wait side by side
};

class LaneSeries {
public:
    void apply(const Event &event);
    void clear() { *this = {}; }

    // In the order in which they were first heard of.
    const std::vector<Lane> &lanes() const { return lanes_; }
    std::vector<Lane> &lanes() { return lanes_; }
    // −1: none.
    int laneOf(ProcessKey process) const;
    std::int64_t firstNs() const { return firstNs_; }
    std::int64_t lastNs() const { return lastNs_; }

private:
    Lane &lane(ProcessKey process, std::int64_t timeNs);
    void beginTask(const Event &event);
    void endTask(ProcessKey worker, ObjectId task, TaskOutcome outcome, std::int64_t timeNs);
    void beginWait(const Event &event);
    void endWait(const Event &event);
    void endLane(const Event &event);

    std::vector<Lane> lanes_;
    std::unordered_map<ProcessKey, int> places_;
    std::int64_t firstNs_ = 0, lastNs_ = 0;
};

// The first span, from `from` on, that ends after that time; found by doubling steps, because it is mostly near.
template <class Span> std::size_t firstEndingAfter(const std::vector<Span> &spans, std::size_t from, std::int64_t timeNs) {
    std::size_t step = 1, low = from;
    while (low < spans.size() && spans[low].endNs <= timeNs) {
        from = low + 1;
        low += step;
        step *= 2;
    }
    std::size_t high = low < spans.size() ? low : spans.size();
    while (from < high) {
        const std::size_t middle = from + (high - from) / 2;
        if (spans[middle].endNs <= timeNs)
            from = middle + 1;
        else
            high = middle;
    }
    return high;
}

} // namespace poolscope::ui
