// SPDX-License-Identifier: Apache-2.0
#pragma once

// Mutual exclusion between processes for a few instructions at a time: a word that names the process that is inside. Half as
// dear as a robust mutex, as nobody sleeps on it: who finds it taken looks again, and takes it from one that is gone. Lives in
// shared memory, where all zeroes are free.

#include "engine/core/posix/process_identity.h"
#include "engine/mp/sync/robust_mutex.h"

#include <atomic>
#include <cstdint>

namespace poolscope {

class MomentLock {
public:
    // After owner_died the caller mends what the lock protects, then goes on.
    LockOutcome lock() {
        std::uint64_t nobody = 0;
        if (owner_.compare_exchange_strong(nobody, posix::own_identity().process, std::memory_order_acquire, std::memory_order_relaxed)) [[likely]]
            return LockOutcome::acquired;
        return lock_slowly();
    }
    void unlock() { owner_.store(0, std::memory_order_release); }

private:
    [[gnu::cold]] LockOutcome lock_slowly();

    std::atomic<std::uint64_t> owner_; // a ProcessKey, packed
};

// Holds the lock for its lifetime.
class MomentGuard {
public:
    explicit MomentGuard(MomentLock &lock) : lock_(lock), outcome_(lock.lock()) {}
    MomentGuard(const MomentGuard &) = delete;
    MomentGuard &operator=(const MomentGuard &) = delete;
    ~MomentGuard() { lock_.unlock(); }
    bool has_owner_died() const { return outcome_ == LockOutcome::owner_died; }

private:
    MomentLock &lock_;
    const LockOutcome outcome_;
};

} // namespace poolscope
