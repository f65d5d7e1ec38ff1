// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a thread of a watched program gets a ring of its own in the watcher's segment. No lock, no allocation: safe in a signal
// handler and after a fork.

#include "engine/core/telemetry/watch_segment.h"

#include <optional>

namespace poolscope::telemetry {

// The index of the ring that is now this thread's; nothing when none is free. `owner` is ProcessKey::packed().
inline std::optional<std::uint32_t> claim_ring(WatchHeader &header, RingSlot *slots, std::uint64_t owner, pid_t thread) {
    for (std::uint32_t index = 0; index < header.ring_count; ++index) {
        RingSlot &slot = slots[index];
        std::uint64_t free = 0;
        if (slot.owner.load(std::memory_order_relaxed) != 0 ||
            !slot.owner.compare_exchange_strong(free, owner, std::memory_order_acq_rel))
            continue;
        std::uint32_t used = header.used.load(std::memory_order_relaxed);
        while (used < index + 1 && !header.used.compare_exchange_weak(used, index + 1, std::memory_order_release)) {
        }
        slot.claim.store(header.claims.fetch_add(1, std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        slot.thread.store(thread, std::memory_order_release);
        return index;
    }
    return std::nullopt;
}

} // namespace poolscope::telemetry
