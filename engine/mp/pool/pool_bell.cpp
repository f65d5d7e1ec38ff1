// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_bell.h"

#include "engine/core/posix/futex.h"

#include <atomic>

namespace poolscope {

namespace {
constexpr std::size_t memory_size = 4096;
} // namespace

struct PoolBell::Memory {
    std::atomic<std::uint32_t> rings;                    // what the pool's thread sleeps on
    alignas(64) std::atomic<std::uint32_t> sleep_number; // odd while it sleeps; another one for each sleep
};

Result<PoolBell> PoolBell::create() {
    POOLSCOPE_ASSIGN(UniqueFd memory, posix::make_memory_file("poolscope-bell", memory_size));
    PoolBell bell;
    POOLSCOPE_ASSIGN(bell.mapping_, posix::SharedMapping::map(memory.get(), memory_size));
    bell.memory_fd_ = std::move(memory);
    return bell;
}

Result<PoolBell> PoolBell::attach(UniqueFd memory) {
    PoolBell bell;
    POOLSCOPE_ASSIGN(bell.mapping_, posix::SharedMapping::map(memory.get(), memory_size));
    return bell;
}

void PoolBell::ring() const {
    auto *memory = mapping_.as<Memory>();
    memory->rings.fetch_add(1, std::memory_order_seq_cst); // from here on the thread cannot fall asleep without having looked
    std::uint32_t number = memory->sleep_number.load(std::memory_order_seq_cst);
    if (number % 2 == 0)
        return;
    // First the wake-up, then the word that spares others theirs: a ringer that is killed or stopped in between costs needless
    // wake-ups, never a missed one. And the word only if it still means this sleep.
    if (posix::futex_wake(memory->rings, 1) > 0)
        memory->sleep_number.compare_exchange_strong(number, number + 1, std::memory_order_relaxed);
}

void PoolBell::going_to_sleep() {
    auto *memory = mapping_.as<Memory>();
    ticket_ = memory->rings.load(std::memory_order_acquire);
    const std::uint32_t number = memory->sleep_number.load(std::memory_order_relaxed);
    memory->sleep_number.exchange(number + 1 + number % 2, std::memory_order_seq_cst);
}

void PoolBell::sleep(Deadline deadline) const {
    (void)posix::futex_wait(mapping_.as<Memory>()->rings, ticket_, deadline);
}

void PoolBell::awake() const {
    auto &sleep_number = mapping_.as<Memory>()->sleep_number;
    const std::uint32_t number = sleep_number.load(std::memory_order_relaxed);
    sleep_number.store(number + number % 2, std::memory_order_relaxed);
}

} // namespace poolscope
