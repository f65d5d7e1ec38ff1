// SPDX-License-Identifier: Apache-2.0
#pragma once

// The shared memory between a pool and one worker: a ring of tasks to it, a ring of results from it, and the claim, the
// word in which the worker says which task it has in hand. No other process uses it and no lock is in it: whenever and
// wherever the worker is killed, the pool knows which task died with it and which did not.

#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/memory_file.h"
#include "engine/mp/channel/byte_ring.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace poolscope {

enum class WorkerMessage : std::uint32_t { task, stop, ready, result, initializer_failed };

struct WorkerFrame { // in front of every body, both ways
    WorkerMessage kind = WorkerMessage::task;
    std::uint32_t reserved = 0;
    std::uint64_t size = 0;
    std::uint64_t task = 0;
    std::int64_t ran_ns = 0; // of a result
};

class WorkerChannel {
public:
    static Result<std::unique_ptr<WorkerChannel>> create();
    static Result<std::unique_ptr<WorkerChannel>> attach(UniqueFd fd);

    int fd() const { return fd_.get(); }
    ByteRing &tasks() const { return memory()->tasks; }
    ByteRing &results() const { return memory()->results; }
    // The task in hand, 0 when none.
    std::atomic<std::uint64_t> &claim() const { return memory()->claim; }
    static constexpr std::uint32_t ring_capacity = 256 * 1024;

private:
    struct Memory {
        std::uint64_t magic;
        std::atomic<std::uint64_t> claim;
        ByteRing tasks;
        ByteRing results;
    };
    Memory *memory() const { return mapping_.as<Memory>(); }

    UniqueFd fd_;
    posix::SharedMapping mapping_;
};

// What a pool and all its workers share: whether the pool's thread sleeps, and the descriptor that wakes it.
class PoolBell {
public:
    static Result<PoolBell> create();
    static Result<PoolBell> attach(UniqueFd memory, UniqueFd event);
    int memory_fd() const { return memory_fd_.get(); }
    int event_fd() const { return event_fd_.get(); }

    // For whoever has something for the pool's thread.
    void ring() const;
    // The pool's thread: says that it will sleep, then must look once more before it does; and that it is awake.
    void going_to_sleep() const;
    void awake() const;

private:
    UniqueFd memory_fd_, event_fd_;
    posix::SharedMapping mapping_;
};

} // namespace poolscope
