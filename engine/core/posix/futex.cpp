// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/futex.h"

#include <cerrno>
#include <climits>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace poolscope::posix {

bool futex_wait(const std::atomic<std::uint32_t> &word, std::uint32_t value, Deadline deadline) {
    const timespec at = deadline.absolute();
    // FUTEX_WAIT_BITSET takes an absolute time on CLOCK_MONOTONIC.
    const long outcome = ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, value, deadline.is_never() ? nullptr : &at, nullptr,
                                   FUTEX_BITSET_MATCH_ANY);
    return outcome == 0 || errno != ETIMEDOUT;
}

int futex_wake(const std::atomic<std::uint32_t> &word, int sleepers) {
    return static_cast<int>(::syscall(SYS_futex, &word, FUTEX_WAKE, sleepers, nullptr, nullptr, 0));
}

} // namespace poolscope::posix
