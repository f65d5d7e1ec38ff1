// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/robust_mutex.h"

#include "engine/core/posix/mutex_wait.h"

namespace poolscope {

void RobustMutex::initialise() {
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    ::pthread_mutex_init(&mutex_, &attributes);
    ::pthread_mutexattr_destroy(&attributes);
}

int RobustMutex::take(Deadline deadline) {
    int outcome = deadline.is_never() ? ::pthread_mutex_lock(&mutex_) : ::pthread_mutex_trylock(&mutex_);
    if (outcome == EBUSY)
        outcome = deadline.has_passed() ? ETIMEDOUT : posix::wait_for_mutex(mutex_, deadline);
    return outcome == EOWNERDEAD ? mend() : outcome;
}

int RobustMutex::mend() {
    ::pthread_mutex_consistent(&mutex_);
    return EOWNERDEAD;
}

Result<LockOutcome> RobustMutex::lock(Deadline deadline) {
    const int outcome = take(deadline);
    switch (outcome) {
    case 0: return LockOutcome::acquired;
    case EOWNERDEAD: return LockOutcome::owner_died;
    case ETIMEDOUT: return failure(ErrorCode::timed_out, "lock");
    default: errno = outcome; return os_failure("pthread_mutex_lock");
    }
}

} // namespace poolscope
