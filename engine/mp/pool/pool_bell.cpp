// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_bell.h"

#include <atomic>
#include <cstdint>
#include <sys/eventfd.h>
#include <unistd.h>

namespace poolscope {

namespace {
constexpr std::size_t memory_size = 4096;
using SleepNumber = std::atomic<std::uint32_t>; // odd while the pool's thread sleeps; another one for each sleep
} // namespace

Result<PoolBell> PoolBell::create() {
    POOLSCOPE_ASSIGN(UniqueFd memory, posix::make_memory_file("poolscope-bell", memory_size));
    UniqueFd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!event)
        return os_failure("eventfd");
    return attach(std::move(memory), std::move(event));
}

Result<PoolBell> PoolBell::attach(UniqueFd memory, UniqueFd event) {
    PoolBell bell;
    POOLSCOPE_ASSIGN(bell.mapping_, posix::SharedMapping::map(memory.get(), memory_size));
    bell.memory_fd_ = std::move(memory);
    bell.event_fd_ = std::move(event);
    return bell;
}

void PoolBell::ring() const {
    std::atomic_thread_fence(std::memory_order_seq_cst); // what was published before is seen by whoever goes to sleep after
    auto *sleep = mapping_.as<SleepNumber>();
    std::uint32_t number = sleep->load(std::memory_order_relaxed);
    if (number % 2 == 0)
        return;
    // First the bell, then the word: a ringer that is killed or stopped in between costs needless rings, never a missed one.
    // And the word only if it still means this sleep.
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(event_fd_.get(), &one, sizeof one);
    sleep->compare_exchange_strong(number, number + 1, std::memory_order_relaxed);
}

void PoolBell::going_to_sleep() const {
    auto *sleep = mapping_.as<SleepNumber>();
    const std::uint32_t number = sleep->load(std::memory_order_relaxed);
    sleep->store(number + 1 + number % 2, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

void PoolBell::awake() const {
    auto *sleep = mapping_.as<SleepNumber>();
    const std::uint32_t number = sleep->load(std::memory_order_relaxed);
    sleep->store(number + number % 2, std::memory_order_relaxed);
    std::uint64_t count;
    [[maybe_unused]] const ssize_t drained = ::read(event_fd_.get(), &count, sizeof count);
}

} // namespace poolscope
