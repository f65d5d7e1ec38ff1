// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a pool is made and how it treats a task.

#include "engine/core/base/clock.h"
#include "engine/core/telemetry/event.h"

#include <cstdint>
#include <optional>
#include <string>

namespace poolscope {

struct TaskPolicy {
    std::optional<Seconds> timeout{}; // of running, not of waiting: then its worker is killed and it ends in TimeoutError
    int retries = 0;                  // how often it is tried again after its worker was lost
};

struct PoolOptions {
    std::optional<int> processes{};            // not given: the CPUs that this process may use
    std::optional<StartMethod> start_method{}; // not given: the program's
    std::string initializer{};                 // the name of a registered task: see with_initializer in pool.h
    std::string initial_arguments{};           // pickle of its argument tuple
    std::optional<std::int64_t> maximum_tasks_per_child{};
    TaskPolicy tasks{};                        // unless a call says otherwise
    std::size_t maximum_pending = 0;           // tasks waiting for a worker; submitting more waits. 0: no limit
    std::size_t maximum_pending_bytes = 0;     // the same by their encoded size
    std::string name = "Pool";
    bool starts_on_demand = false;             // no more workers than there has been work for at once
    bool daemonic = true;                      // workers have no children of their own, as in Python; those of its executor may
    bool breaks_on_loss = false;               // a worker that ends by itself breaks the pool, as it does Python's executor
};

} // namespace poolscope
