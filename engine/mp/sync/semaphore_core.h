// SPDX-License-Identifier: Apache-2.0
#pragma once

// Semaphore and BoundedSemaphore without their Python faces: a counter in shared memory that remembers which processes
// took how many units. A waiter learns within a second that a holder ended without giving back; a semaphore that is
// released by processes which hold nothing is a signal, not a lock, and has no holders.

#include "engine/core/base/clock.h"
#include "engine/core/posix/futex.h"
#include "engine/mp/sync/mutex_core.h"

namespace poolscope {

class SemaphoreCore {
public:
    // invalid_argument for a negative value.
    static Result<std::shared_ptr<SemaphoreCore>> create(LockKind kind, std::int64_t value, std::int64_t maximum, StartMethod made_for);
    explicit SemaphoreCore(std::shared_ptr<SyncMemory> memory) : memory_(std::move(memory)) {}

    // owner_died: not acquired; a process that held a unit has ended, and its units are back from now on.
    Result<Acquired> acquire(Deadline deadline);
    // invalid_argument above the maximum.
    Status release(std::int64_t units = 1);
    std::int64_t value() const { return shared()->value.load(std::memory_order_relaxed); }
    SyncMemory &memory() const { return *memory_; }

private:
    static constexpr std::size_t most_holders = 128; // beyond, units are not attributed
    struct Holder {
        std::uint64_t process;
        std::int64_t units;
    };
    struct Shared {
        RobustMutex mutex; // of everything below, for a few instructions at a time
        std::atomic<std::int64_t> value;
        std::int64_t maximum;
        bool is_signal;
        Holder holders[most_holders];
        posix::Doorbell released;
    };
    Shared *shared() const { return memory_->as<Shared>(); }
    Holder *holder(std::uint64_t process, bool make);
    // Gives back the units of processes that have ended. How many.
    std::int64_t reclaim();

    std::shared_ptr<SyncMemory> memory_;
};

} // namespace poolscope
