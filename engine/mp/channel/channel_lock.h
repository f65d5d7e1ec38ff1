// SPDX-License-Identifier: Apache-2.0
#pragma once

// Mutual exclusion around one side of a channel, for moments as short as a copy: tries for a while before it sleeps, and
// survives the death of its owner (pthread_mutexattr_setrobust(3)). Lives in shared memory.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

#include <atomic>
#include <cstdint>
#include <pthread.h>
#include <utility>

namespace poolscope {

class ChannelLock {
public:
    // In fresh shared memory, once.
    void initialise();
    // timed_out when the deadline passes. `owner_died` becomes true when it comes from an owner that was killed; who that
    // was is still in owner().
    Status lock(Deadline deadline, bool &owner_died);
    void unlock() { ::pthread_mutex_unlock(&mutex_); }
    // Who held it last, if that was watched.
    ProcessKey owner() const { return ProcessKey::unpack(owner_.load(std::memory_order_relaxed)); }
    void set_owner(ProcessKey owner) { owner_.store(owner.packed(), std::memory_order_relaxed); }

private:
    pthread_mutex_t mutex_;
    std::atomic<std::uint64_t> owner_;
};

// Holds the lock for its lifetime.
class ChannelGuard {
public:
    explicit ChannelGuard(ChannelLock &lock) : lock_(&lock) {}
    ChannelGuard(ChannelGuard &&other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
    ~ChannelGuard() {
        if (lock_ != nullptr)
            lock_->unlock();
    }

private:
    ChannelLock *lock_;
};

} // namespace poolscope
