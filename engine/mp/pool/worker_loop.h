// SPDX-License-Identifier: Apache-2.0
#pragma once

// The life of a pool's worker: take a task, run it, send its result, until told to stop (Python: multiprocessing.pool.worker).

#include "engine/mp/pool/pool_bell.h"
#include "engine/mp/pool/worker_channel.h"
#include "engine/mp/process/target.h"

#include <memory>
#include <string>

namespace poolscope {

// What a worker needs to take its place.
struct WorkerSeat {
    std::shared_ptr<WorkerChannel> channel;
    std::shared_ptr<PoolBell> bell;
    ObjectId pool = 0, tasks = 0, results = 0; // as events name them
    int number = 0;
    std::int64_t maximum_tasks = 0; // 0: no limit
    std::string initializer;        // a task's name, or empty
    std::string initial_arguments;  // pickle of its argument tuple
};

template <> struct Codec<WorkerSeat> {
    static void write(PickleWriter &writer, const WorkerSeat &seat);
    static Result<WorkerSeat> read(const Value &value);
};

// Returns when the pool says stop, or the task limit is reached. Throws nothing.
void run_worker(WorkerSeat seat);

// What a process must run to be a worker, for every start method.
ProcessBody worker_body(const WorkerSeat &seat);

} // namespace poolscope
