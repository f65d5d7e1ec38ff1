// SPDX-License-Identifier: Apache-2.0
#pragma once

// Condition without its Python face. Each waiter sleeps on a word of its own: as many wake as were notified, oldest first.
// Nobody acknowledges anything: a waiter that was killed holds up no notifier, and another is notified in its place.

#include "engine/core/base/clock.h"
#include "engine/mp/sync/mutex_core.h"

namespace poolscope {

class ConditionCore {
public:
    static constexpr std::size_t most_waiters = 4096; // at a time

    // `lock` is the caller's; it is held around wait and notify.
    static Result<std::shared_ptr<ConditionCore>> create(std::shared_ptr<MutexCore> lock, StartMethod made_for);
    static Result<std::shared_ptr<ConditionCore>> attach(std::shared_ptr<SyncMemory> memory, std::shared_ptr<MutexCore> lock);
    ConditionCore(std::shared_ptr<SyncMemory> memory, std::shared_ptr<MutexCore> lock) : memory_(std::move(memory)), lock_(std::move(lock)) {}

    // True when notified, false when the deadline passed. All levels of the lock are released meanwhile. wrong_state when
    // the lock is not the caller's; owner_died when its owner ended meanwhile: it is the caller's again even so.
    Result<bool> wait(Deadline deadline);
    Status notify(std::int64_t count);
    Status notify_all();
    std::int64_t waiting() const;
    MutexCore &lock() const { return *lock_; }
    const std::shared_ptr<MutexCore> &shared_lock() const { return lock_; }
    SyncMemory &memory() const { return *memory_; }

private:
    enum State : std::uint32_t { vacant, asleep, notified };
    struct Waiter {
        std::atomic<std::uint32_t> state; // vacant and asleep under the lock; a waiter that is late goes from asleep by itself
        std::atomic<std::uint64_t> process;
        std::atomic<std::uint64_t> number; // who came when
    };
    struct Shared {
        std::atomic<std::uint64_t> came;
        std::atomic<std::size_t> used; // no waiter stands beyond; under the lock
        Waiter waiters[most_waiters];
    };
    Shared *shared() const { return memory_->as<Shared>(); }
    Status check_owned(const char *operation, const char *detail) const;
    Result<Waiter *> enter() const;
    Waiter *oldest() const;

    std::shared_ptr<SyncMemory> memory_;
    std::shared_ptr<MutexCore> lock_;
};

} // namespace poolscope
