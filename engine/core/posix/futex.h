// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sleeping on a word of shared memory (futex(2)), between processes.

#include "engine/core/base/clock.h"

#include <atomic>
#include <cstdint>

namespace poolscope::posix {

// Sleeps while the word has that value. False when the deadline passed; true otherwise, also for no reason: the caller
// looks again at what it waits for.
bool futex_wait(const std::atomic<std::uint32_t> &word, std::uint32_t value, Deadline deadline);
// How many it woke.
int futex_wake(const std::atomic<std::uint32_t> &word, int sleepers);

// A word on which some sleep until others have changed something. Those who change it pay a system call only when
// somebody sleeps; a sleeper that is killed costs one needless call later, never a missed wake-up.
class Doorbell {
public:
    // Read before looking at the condition; give it to sleep() when the condition does not hold.
    std::uint32_t ticket() const { return word_.load(std::memory_order_acquire); }
    bool sleep(std::uint32_t ticket, Deadline deadline) {
        sleepers_.fetch_add(1, std::memory_order_seq_cst);
        const bool in_time = futex_wait(word_, ticket, deadline);
        sleepers_.fetch_sub(1, std::memory_order_relaxed);
        return in_time;
    }
    void ring(int sleepers = 1) {
        word_.fetch_add(1, std::memory_order_seq_cst);
        if (sleepers_.load(std::memory_order_seq_cst) != 0)
            futex_wake(word_, sleepers);
    }

private:
    std::atomic<std::uint32_t> word_{0};
    std::atomic<std::uint32_t> sleepers_{0};
};

} // namespace poolscope::posix
