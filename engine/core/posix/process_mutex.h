// SPDX-License-Identifier: Apache-2.0
#pragma once

// A mutex of pthreads in memory that processes share: whoever takes it after its owner died is told so
// (pthread_mutexattr_setrobust(3)), and it is waited for by the clock that does not jump.

#include "engine/core/base/clock.h"

#include <pthread.h>

namespace poolscope::posix {

void make_process_mutex(pthread_mutex_t &mutex);
// pthread_mutex_clocklock(3), or without a deadline pthread_mutex_lock(3): 0, EOWNERDEAD, ETIMEDOUT or what else they say.
int wait_for_mutex(pthread_mutex_t &mutex, Deadline deadline);

} // namespace poolscope::posix
