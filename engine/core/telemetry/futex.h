// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sleeping on a word of shared memory, and waking who sleeps on it (futex(2)). Always with a limit.

#include <atomic>
#include <cstdint>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <ctime>
#include <unistd.h>

namespace poolscope::telemetry {

// Returns when woken, when the word is no longer `seen`, after `limit_ns`, or for no reason.
inline void wait_on_word(std::atomic<std::uint32_t> &word, std::uint32_t seen, std::int64_t limit_ns) {
    const timespec limit{limit_ns / 1'000'000'000, limit_ns % 1'000'000'000};
    ::syscall(SYS_futex, &word, FUTEX_WAIT, seen, &limit, nullptr, 0);
}

inline void wake_all_on_word(std::atomic<std::uint32_t> &word) {
    ::syscall(SYS_futex, &word, FUTEX_WAKE, INT32_MAX, nullptr, nullptr, 0);
}

} // namespace poolscope::telemetry
