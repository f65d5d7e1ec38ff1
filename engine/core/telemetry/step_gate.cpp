// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/clock.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/telemetry/fault.h"
#include "engine/core/telemetry/futex.h"
#include "engine/core/telemetry/watch_session.h"

#include <algorithm>
#include <optional>

namespace poolscope::telemetry::detail {

namespace {

// The longest sleep without a look at whether the watcher still lives.
constexpr std::int64_t slice_ns = 200'000'000;

// The calling process's, if it has to bear one.
FaultSlot *own_fault(WatchHeader &header) {
    const std::uint32_t count = std::min<std::uint32_t>(header.faulty.load(std::memory_order_acquire), WatchHeader::most_faulty);
    const std::uint64_t self = own_control_block.process.load(std::memory_order_relaxed);
    for (std::uint32_t slot = 0; slot < count; ++slot)
        if (header.faults[slot].process.load(std::memory_order_acquire) == self)
            return &header.faults[slot];
    return nullptr;
}

std::int64_t own_delay_ns(WatchHeader &header) {
    const FaultSlot *const fault = own_fault(header);
    return header.step_delay_ns.load(std::memory_order_relaxed) + (fault != nullptr ? fault->delay_ns.load(std::memory_order_relaxed) : 0);
}

// The wait that makes a program, or one process of it, slow. Ends early when the program is paused.
void wait_for_speed(WatchHeader &header) {
    const std::int64_t began = monotonic_ns();
    for (;;) {
        const std::uint32_t gate = header.gate.load(std::memory_order_acquire);
        const std::int64_t now = monotonic_ns();
        const std::int64_t left = began + own_delay_ns(header) - now;
        if (left <= 0 || header.paused.load(std::memory_order_acquire) != 0 || watcher_is_gone(now))
            return;
        wait_on_word(header.gate, gate, std::min(left, slice_ns));
    }
}

bool take_credit(WatchHeader &header) {
    std::uint32_t credits = header.step_credits.load(std::memory_order_acquire);
    while (credits != 0)
        if (header.step_credits.compare_exchange_weak(credits, credits - 1, std::memory_order_acq_rel))
            return true;
    return false;
}

void wait_while_paused(WatchHeader &header) {
    std::optional<WaitScope> shown;
    while (header.paused.load(std::memory_order_acquire) != 0) {
        const std::uint32_t gate = header.gate.load(std::memory_order_acquire);
        if (take_credit(header) || header.paused.load(std::memory_order_acquire) == 0 || watcher_is_gone(monotonic_ns()))
            return;
        if (!shown)
            shown.emplace(WaitKind::pause, 0);
        wait_on_word(header.gate, gate, slice_ns);
    }
}

// Whether the calling process has to bear that now; counts it.
bool bears(std::atomic<std::uint32_t> FaultSlot::*what) {
    if (producer.watch != own_control_block.watch.load(std::memory_order_relaxed) && !join_watch())
        return false;
    FaultSlot *const fault = own_fault(*producer.header);
    std::uint32_t left = fault != nullptr ? (fault->*what).load(std::memory_order_acquire) : 0;
    while (left != 0)
        if ((fault->*what).compare_exchange_weak(left, left - 1, std::memory_order_acq_rel))
            return true;
    return false;
}

} // namespace

void step_gate_watched() {
    if (producer.watch != own_control_block.watch.load(std::memory_order_relaxed) && !join_watch())
        return;
    WatchHeader &header = *producer.header;
    if (own_delay_ns(header) != 0) [[unlikely]]
        wait_for_speed(header);
    if (header.paused.load(std::memory_order_acquire) != 0) [[unlikely]]
        wait_while_paused(header);
}

bool drops_message_watched() {
    return bears(&FaultSlot::drops);
}

bool wants_second_writer_watched() {
    return bears(&FaultSlot::second_writers);
}

} // namespace poolscope::telemetry::detail
