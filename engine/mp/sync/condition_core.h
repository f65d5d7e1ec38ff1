// SPDX-License-Identifier: Apache-2.0
#pragma once

// Condition, Event and Barrier without their Python faces. Nobody acknowledges anything: a waiter that is killed holds up
// no notifier.

#include "engine/mp/sync/mutex_core.h"
#include "engine/core/posix/futex.h"

#include <functional>

namespace poolscope {

class ConditionCore {
public:
    // `lock` is the caller's; it is held around wait and notify.
    static Result<std::shared_ptr<ConditionCore>> create(std::shared_ptr<MutexCore> lock, StartMethod made_for);
    ConditionCore(std::shared_ptr<SyncMemory> memory, std::shared_ptr<MutexCore> lock) : memory_(std::move(memory)), lock_(std::move(lock)) {}

    // True when notified, false when the deadline passed. All levels of the lock are released meanwhile. wrong_state when
    // the lock is not the caller's; owner_died when it was taken back from a dead owner.
    Result<bool> wait(Deadline deadline);
    Status notify(std::int64_t count);
    Status notify_all();
    std::int64_t waiting() const { return shared()->sleeping.load(std::memory_order_relaxed); }
    MutexCore &lock() const { return *lock_; }
    const std::shared_ptr<MutexCore> &shared_lock() const { return lock_; }
    SyncMemory &memory() const { return *memory_; }

private:
    struct Shared {
        std::atomic<std::int64_t> sleeping; // changed under the lock
        std::atomic<std::int64_t> tokens;   // wake-ups given and not taken
        posix::Doorbell bell;
    };
    Shared *shared() const { return memory_->as<Shared>(); }
    Status check_owned(const char *operation) const;

    std::shared_ptr<SyncMemory> memory_;
    std::shared_ptr<MutexCore> lock_;
};

class EventCore {
public:
    static Result<std::shared_ptr<EventCore>> create(StartMethod made_for);
    explicit EventCore(std::shared_ptr<SyncMemory> memory) : memory_(std::move(memory)) {}
    bool is_set() const { return shared()->flag.load(std::memory_order_acquire) != 0; }
    void set();
    void clear();
    // True when set before the deadline.
    bool wait(Deadline deadline);
    SyncMemory &memory() const { return *memory_; }

private:
    struct Shared {
        std::atomic<std::uint32_t> flag;
        posix::Doorbell bell;
    };
    Shared *shared() const { return memory_->as<Shared>(); }
    std::shared_ptr<SyncMemory> memory_;
};

} // namespace poolscope
