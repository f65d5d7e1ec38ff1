// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tells how much of a CPU each thread of a tree had and lacked, about once a second, and when it ran last, once that is some seconds
// ago. Of a process at rest one number is read, and nothing is told twice. Belongs to one thread.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/program/process_tree.h"

#include <map>
#include <optional>
#include <vector>

namespace poolscope::observe {

class ActivitySampler {
public:
    explicit ActivitySampler(ProcessSource &source) : source_(source) {}

    // Nothing until the next measurement is due; the first one is soon after the first call.
    std::vector<Event> sample(const ProcessTree &tree, std::int64_t time_ns);

private:
    struct Activity {
        std::int64_t had = 0, lacked = 0, rests_since_ns = 0; // as the event has them
    };
    struct Thread {
        ThreadTurns turns;
        std::int64_t ran_ns = 0; // it may have run until then
        std::optional<Activity> told;
    };
    struct Process {
        std::optional<std::uint64_t> activity;
        std::int64_t measured_ns = 0;
        std::map<pid_t, Thread> threads;
    };

    void measure(const ProcessStat &stat, Process &process);
    void take_turns(ProcessKey key, Process &process, const std::map<pid_t, ThreadTurns> &turns);
    void tell(ProcessKey key, pid_t thread, std::int64_t a, std::int64_t b);
    void tell(ProcessKey key, pid_t thread, Thread &known, Activity now);
    std::int64_t rests_since(const Thread &thread) const;

    ProcessSource &source_;
    std::map<ProcessKey, Process> processes_;
    std::vector<Event> events_;
    std::int64_t time_ns_ = 0, next_ns_ = INT64_MIN;
};

} // namespace poolscope::observe
