// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a pool's tasks take: to be run, and to be handed out and taken back. Measured over windows of time, so that a single task
// that is quick or slow makes no difference. Part of a PoolRow.

#include "engine/core/telemetry/event.h"

#include <vector>

namespace poolscope::state {

struct TaskCost {
    std::int64_t run_ns = 0, transfer_ns = 0;
    bool operator==(const TaskCost &) const = default;
};

struct Pace {
    // The transfer of one task takes less than that unless it carries much, or has to wait for something.
    static constexpr std::int64_t longest_transfer_ns = 1'000'000;

    TaskCost cost;                                // of a typical task, as measured last
    Certainty certainty = Certainty::observed;    // inferred: it is run for that long at most, and its transfer takes so long at least
    std::int64_t measured_ns = 0;                 // when; 0: never
    std::int64_t small_since_ns = 0;              // transfer takes longer than running since; 0: it does not

    // A pace of small tasks stays one until running takes twice as long as transfer.
    void take(TaskCost measured, std::int64_t time_ns, Certainty how);
    bool operator==(const Pace &) const = default;
};

// The tasks that a pool's workers did since a moment.
class PaceWindow {
public:
    static constexpr std::int64_t shortest_ns = 300'000'000;
    static constexpr std::size_t fewest_tasks = 32;

    struct Task {
        std::int64_t began_ns = 0, ended_ns = 0; // from when a worker could begin with it until it could with the next one
        std::int64_t ran_ns = 0;
    };
    // Once there is enough, it is measured and the next window begins.
    void add(const Task &task, Pace &pace);
    bool operator==(const PaceWindow &) const = default;

private:
    static constexpr std::size_t most_kept = 64;

    std::vector<TaskCost> kept_; // the newest ones
    std::int64_t began_ns_ = 0, busy_ns_ = 0;
    std::size_t tasks_ = 0;
};

} // namespace poolscope::state
