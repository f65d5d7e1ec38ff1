// SPDX-License-Identifier: Apache-2.0
#pragma once

// Semaphore and BoundedSemaphore without their Python faces: a counter in shared memory that remembers which processes
// took how many units. A waiter learns within a second that a holder was killed; a semaphore that is released by processes
// which hold nothing is a signal, not a lock, and has no holders. Nor has a strict one.

#include "engine/core/base/clock.h"
#include "engine/core/posix/sleepers.h"
#include "engine/mp/sync/claimant.h"
#include "engine/mp/sync/moment_lock.h"
#include "engine/mp/sync/mutex_core.h"

#include <cstddef>

namespace poolscope {

class SemaphoreCore final : private Claimant {
public:
    // EINVAL for a negative value.
    static Result<std::shared_ptr<SemaphoreCore>> create(LockKind kind, std::int64_t value, std::int64_t maximum, StartMethod made_for);
    static Result<std::shared_ptr<SemaphoreCore>> attach(std::shared_ptr<SyncMemory> memory);
    explicit SemaphoreCore(std::shared_ptr<SyncMemory> memory) : memory_(std::move(memory)), shared_(memory_->as<Shared>()) {}
    ~SemaphoreCore() { retire(); }

    // owner_died: not acquired; a process that held a unit was killed, and its units are back from now on.
    Result<Acquired> acquire(Deadline deadline);
    // invalid_argument for fewer than one unit or above the maximum.
    Status release(std::int64_t units = 1);
    std::int64_t value() const { return shared_->value.load(std::memory_order_relaxed); }
    std::int64_t maximum() const { return shared_->maximum; }
    SyncMemory &memory() const { return *memory_; }

private:
    static constexpr std::size_t most_holders = 128; // with more, units are not attributed
    struct alignas(64) Holder { // a line of its own: others do not change it
        std::uint64_t process; // 0: vacant
        std::int64_t units;
    };
    // What every call changes is one cache line and the holder's.
    struct alignas(64) Shared {
        MomentLock lock; // of everything below
        std::atomic<std::int64_t> value;
        std::int64_t maximum;
        bool is_signal;
        alignas(64) posix::Sleepers waiters;
        std::int64_t total; // value and all holders' units, whatever happens between them; not of a signal
        Holder holders[most_holders];
    };
    static_assert(offsetof(Shared, waiters) == 64);
    // To be inside, with everything whole.
    struct Entry {
        explicit Entry(const SemaphoreCore &core) : guard(core.shared_->lock) {
            if (guard.has_owner_died()) [[unlikely]]
                core.mend();
        }
        MomentGuard guard;
    };
    void mend() const;
    // The calling process's; null for a signal and when there is none, or no room for one.
    Holder *own_holder(bool make);
    // A unit if there is one.
    bool take();
    // Gives back the units of processes that have ended. How many.
    std::int64_t reclaim();
    void withdraw() override;

    std::shared_ptr<SyncMemory> memory_;
    Shared *const shared_;
    std::size_t place_ = 0; // where the own holder was last; under the lock
    posix::Patience patience_;
};

} // namespace poolscope
