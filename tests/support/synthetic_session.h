// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The events of a pool that never ran: the same every time, in the order and with the fields of a real run, so that views
// can be tested and looked at without an engine.

#include "engine/core/telemetry/event.h"

#include <vector>

namespace poolscope::tests {

struct SyntheticPlan {
    StartMethod start_method = StartMethod::fork;
    int workers = 5;
    int tasks = 60;
    std::int64_t mean_task_ns = 8'000'000;
    int killed_worker = 0;    // its number, from 1; 0: nobody is killed
    int killed_in_task = 3;   // in its nth task
    bool pipe_and_lock = true; // a pipe from worker 1 to main, and a lock that the workers share
    bool ends = true;         // the program exits at the end
};

// From 1 s on CLOCK_MONOTONIC; sequence numbers from 1.
std::vector<Event> synthetic_session(const SyntheticPlan &plan);

// The ids that its objects have.
constexpr ObjectId synthetic_pool = 0x100, synthetic_tasks = 0x110, synthetic_results = 0x120, synthetic_pipe = 0x130,
                   synthetic_lock = 0x140, synthetic_first_task = 0x1000;
constexpr ProcessKey synthetic_main{4201, 90001};
constexpr ProcessKey synthetic_worker(int number) { return {4203 + number, 90010 + std::uint64_t(number)}; }

} // namespace poolscope::tests
