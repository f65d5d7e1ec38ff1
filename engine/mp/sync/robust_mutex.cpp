// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/robust_mutex.h"

#include "engine/core/posix/process_mutex.h"

namespace poolscope {

void RobustMutex::initialise() {
    posix::make_process_mutex(mutex_);
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
