// SPDX-License-Identifier: Apache-2.0
#pragma once

// The shared memory between a pool and one worker: a ring of tasks to it and a ring of results from it. No other process
// uses it and no lock is in it: whenever and wherever the worker is killed, the pool knows which task died with it (the one
// whose record it had taken) and which did not.

#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/memory_file.h"
#include "engine/mp/pool/record_ring.h"

#include <cstdint>
#include <memory>

namespace poolscope {

// The kinds of records. What is too large for one record travels as parts in front of it.
enum class ToWorker : std::uint32_t {
    task,     // number: index of the function | is_single; payload: a TaskPrefix, then the calls
    part,     // of the calls of the next task
    function, // number: its index from now on; payload: its name
    stop,
};
enum class FromWorker : std::uint32_t {
    ready,
    value,              // task; payload: what its calls gave
    error,              // task; payload: pickle of a TaskError
    part,               // of the payload of the next one
    initializer_failed, // payload: why
};

struct TaskPrefix {
    std::uint64_t calls = 0;
    std::int64_t job = 0;   // as events show it
    std::int64_t chunk = 0;
};

class WorkerChannel {
public:
    static Result<std::unique_ptr<WorkerChannel>> create();
    // Keeps the mapping only: a task could write to a descriptor.
    static Result<std::unique_ptr<WorkerChannel>> attach(UniqueFd fd);

    int fd() const { return fd_.get(); }
    RecordRing &tasks() const { return memory()->tasks; }
    RecordRing &results() const { return memory()->results; }

private:
    struct Memory {
        std::uint64_t magic;
        RecordRing tasks;
        RecordRing results;
    };
    Memory *memory() const { return mapping_.as<Memory>(); }

    UniqueFd fd_;
    posix::SharedMapping mapping_;
};

} // namespace poolscope
