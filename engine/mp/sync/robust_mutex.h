// SPDX-License-Identifier: Apache-2.0
#pragma once

// Mutual exclusion between processes that survives the death of its owner: the next one gets the lock together with the
// news (pthread_mutexattr_setrobust(3)), and who owned it stands beside it. Lives in shared memory.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

#include <atomic>
#include <cstdint>
#include <pthread.h>
#include <utility>

namespace poolscope {

enum class LockOutcome { acquired, owner_died };

class RobustMutex {
public:
    // In fresh shared memory, once.
    void initialise();
    // timed_out when the deadline passes. After owner_died the caller mends what the lock protects, then goes on.
    Result<LockOutcome> lock(Deadline deadline);
    void unlock();
    // lock() in the words of pthread_mutex_lock(3): 0, EOWNERDEAD, ETIMEDOUT or what else it says. Without a deadline it
    // waits; with one that has passed it only tries. Says nothing about the owner.
    int take(Deadline deadline);
    // Who holds it, or held it when it died; {} when free.
    ProcessKey owner() const { return ProcessKey::unpack(owner_.load(std::memory_order_relaxed)); }

private:
    pthread_mutex_t mutex_;
    std::atomic<std::uint64_t> owner_;
};

// Holds the lock for its lifetime.
class RobustGuard {
public:
    explicit RobustGuard(RobustMutex &mutex) : mutex_(&mutex) {}
    RobustGuard(RobustGuard &&other) noexcept : mutex_(std::exchange(other.mutex_, nullptr)) {}
    ~RobustGuard() {
        if (mutex_ != nullptr)
            mutex_->unlock();
    }

private:
    RobustMutex *mutex_;
};

} // namespace poolscope
