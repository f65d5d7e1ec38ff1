// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/task_errand.h"

#include "engine/core/telemetry/watch_session.h"

namespace poolscope::telemetry::detail {

void take_errands_watched(std::uint32_t &seen, const ErrandTaker &take) {
    if (producer.watch != own_control_block.watch.load(std::memory_order_relaxed) && !join_watch())
        return;
    WatchHeader &header = *producer.header;
    const std::uint32_t count = header.errands.load(std::memory_order_acquire);
    if (count == seen)
        return;
    seen = count;
    for (ErrandSlot &slot : header.errand_slots) {
        std::uint32_t errand = slot.errand.load(std::memory_order_acquire);
        const auto what = static_cast<TaskErrand>(errand & ((1U << errand_bits) - 1));
        if (errand != 0 && take(what, slot.object.load(std::memory_order_relaxed), errand >> errand_bits))
            slot.errand.compare_exchange_strong(errand, 0, std::memory_order_acq_rel);
    }
}

} // namespace poolscope::telemetry::detail
