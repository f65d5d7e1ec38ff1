// SPDX-License-Identifier: Apache-2.0
#pragma once

// Those who wait until others have changed something in shared memory. They look for a moment first, as a sleeping CPU is
// slow to wake, for as long as looking has paid lately; then they sleep. Who changes something pays a fence and one load
// while nobody sleeps. A sleeper that is killed costs one needless call, one that is killed when it was just woken a
// delay of at most `longest_sleep`. Lives in shared memory.

#include "engine/core/posix/futex.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>

namespace poolscope::posix {

inline void relax() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

// How long the calling side looks before it sleeps. Two sides that have both given up looking would wake each other for ever,
// however quick they are: so once in a while, and ever more seldom, one looks for long again. One for each handle; losing a
// count in a race does no harm.
class Patience {
public:
    int looks() const { return looks_.load(std::memory_order_relaxed); }
    void paid() {
        looks_.store(std::min(looks() * 2, most), std::memory_order_relaxed);
        failures_.store(0, std::memory_order_relaxed);
    }
    void did_not_pay() {
        const unsigned failures = failures_.load(std::memory_order_relaxed) + 1;
        failures_.store(failures, std::memory_order_relaxed);
        const bool looks_again = failures >= first_trial && (std::has_single_bit(failures) || failures % trial_every == 0);
        const int fewer = failures > first_trial ? fewest : std::max(looks() / 2, fewest);
        looks_.store(looks_again ? most : fewer, std::memory_order_relaxed);
    }

private:
    static constexpr int fewest = 16;
    static constexpr int most = 2048; // about the time that it takes to sleep and be woken
    static constexpr unsigned first_trial = 16, trial_every = 1024;
    std::atomic<int> looks_{most};
    std::atomic<unsigned> failures_{0}; // in a row
};

// A sleep on the word while it has that value, never for long: who is to wake the sleeper may be killed before it does, and a
// sleeper that is killed may take a wake-up with it.
constexpr Seconds longest_sleep{0.5};
inline void sleep_on(const std::atomic<std::uint32_t> &word, std::uint32_t value, Deadline deadline) {
    futex_wait(word, value, Deadline::earliest({deadline, Deadline::after(longest_sleep)}));
}

class Sleepers {
public:
    // Until ready() holds: true; false when the deadline passed. Others may sleep here too, so whoever leaves with more
    // there than it takes calls wake() for the next one.
    template <class Ready> bool wait(Ready ready, Deadline deadline, Patience &patience) {
        if (ready())
            return true;
        if (deadline.has_passed())
            return false;
        const int looks = patience.looks();
        for (int look = 0; look < looks; ++look) {
            relax();
            if (ready()) {
                patience.paid();
                return true;
            }
        }
        patience.did_not_pay();
        for (;;) {
            const std::uint32_t ticket = word_.load(std::memory_order_acquire);
            somebody_.store(1, std::memory_order_seq_cst);
            if (ready())
                return true;
            if (deadline.has_passed())
                return false;
            sleep_on(word_, ticket, deadline);
        }
    }

    // To be called after every change that one of them may wait for.
    void wake(int count = 1) {
        std::atomic_thread_fence(std::memory_order_seq_cst);
        if (somebody_.load(std::memory_order_relaxed) != 0) [[unlikely]]
            wake_now(count);
    }

private:
    void wake_now(int count) {
        somebody_.store(0, std::memory_order_relaxed);
        word_.fetch_add(1, std::memory_order_seq_cst);
        futex_wake(word_, count);
    }

    std::atomic<std::uint32_t> word_{0};
    std::atomic<std::uint32_t> somebody_{0};
};

} // namespace poolscope::posix
