// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/flush_timer.h"

#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

#ifndef sigev_notify_thread_id // sigevent(3type): glibc has no name for it before 2.38
#define sigev_notify_thread_id _sigev_un._tid
#endif

namespace poolscope::trace {

namespace {
constexpr long longest_wait_ns = 5'000'000;
} // namespace

FlushTimer::FlushTimer(int signal) {
    sigevent event{};
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = signal;
    event.sigev_notify_thread_id = static_cast<pid_t>(::syscall(SYS_gettid));
    is_valid_ = ::timer_create(CLOCK_MONOTONIC, &event, &timer_) == 0;
}

FlushTimer::~FlushTimer() {
    if (is_valid_)
        ::timer_delete(timer_);
}

void FlushTimer::arm(long nanoseconds) {
    const itimerspec time{{0, nanoseconds}, {0, nanoseconds}};
    ::timer_settime(timer_, 0, &time, nullptr);
}

void FlushTimer::set() {
    if (is_valid_ && !std::exchange(is_set_, true))
        arm(longest_wait_ns);
}

void FlushTimer::clear() {
    if (is_valid_ && std::exchange(is_set_, false))
        arm(0);
}

} // namespace poolscope::trace
