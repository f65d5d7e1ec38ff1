// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/channel_lock.h"

#include "engine/core/posix/process_mutex.h"
#include "engine/core/posix/sleepers.h"

#include <cerrno>

namespace poolscope {

void ChannelLock::initialise() {
    posix::make_process_mutex(mutex_);
    owner_.store(0, std::memory_order_relaxed);
}

Status ChannelLock::lock(Deadline deadline, bool &owner_died) {
    constexpr int tries = 100; // a few copies' time; an owner that was preempted takes longer than any trying
    int outcome = ::pthread_mutex_trylock(&mutex_);
    for (int tried = 0; outcome == EBUSY && tried < tries; ++tried) {
        posix::relax();
        outcome = ::pthread_mutex_trylock(&mutex_);
    }
    if (outcome == EBUSY)
        outcome = posix::wait_for_mutex(mutex_, deadline);
    switch (outcome) {
    case EOWNERDEAD:
        ::pthread_mutex_consistent(&mutex_);
        owner_died = true;
        return {};
    case 0: return {};
    case ETIMEDOUT: return failure(ErrorCode::timed_out, "lock");
    default: errno = outcome; return os_failure("pthread_mutex_lock");
    }
}

} // namespace poolscope
