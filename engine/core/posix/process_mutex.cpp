// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/process_mutex.h"

#include <cerrno>

// GCC 12's ThreadSanitizer does not know pthread_mutex_clocklock: untold, it takes the unlock that follows for one of a mutex
// that nobody holds, and what the mutex protects for unprotected.
#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace poolscope::posix {

namespace {

int lock_until(pthread_mutex_t &mutex, const timespec &at) {
#ifdef __SANITIZE_THREAD__
    __tsan_mutex_pre_lock(&mutex, __tsan_mutex_try_lock);
    const int outcome = ::pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &at);
    const bool is_taken = outcome == 0 || outcome == EOWNERDEAD;
    __tsan_mutex_post_lock(&mutex, __tsan_mutex_try_lock | (is_taken ? 0 : __tsan_mutex_try_lock_failed), 0);
    return outcome;
#else
    return ::pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &at);
#endif
}

} // namespace

void make_process_mutex(pthread_mutex_t &mutex) {
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    ::pthread_mutex_init(&mutex, &attributes);
    ::pthread_mutexattr_destroy(&attributes);
}

int wait_for_mutex(pthread_mutex_t &mutex, Deadline deadline) {
    return deadline.is_never() ? ::pthread_mutex_lock(&mutex) : lock_until(mutex, deadline.absolute());
}

} // namespace poolscope::posix
