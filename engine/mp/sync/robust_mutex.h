// SPDX-License-Identifier: Apache-2.0
#pragma once

// Mutual exclusion between processes that survives the death of its owner: the next one gets the lock together with the
// news (pthread_mutexattr_setrobust(3)). Lives in shared memory.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"

#include <cerrno>
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
    // lock() in the words of pthread_mutex_lock(3): 0, EOWNERDEAD, ETIMEDOUT or what else it says. Without a deadline it
    // waits; with one that has passed it only tries.
    int take(Deadline deadline);
    // The same without waiting: EBUSY when another has it.
    int try_take() {
        const int outcome = ::pthread_mutex_trylock(&mutex_);
        return outcome == EOWNERDEAD ? mend() : outcome;
    }
    void unlock() { ::pthread_mutex_unlock(&mutex_); }

private:
    int mend();

    pthread_mutex_t mutex_;
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
