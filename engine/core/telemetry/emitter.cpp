// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/emitter.h"

#include "engine/core/base/clock.h"
#include "engine/core/telemetry/futex.h"
#include "engine/core/telemetry/watch_session.h"

namespace poolscope::telemetry::detail {

namespace {

// A thread without a ring: tries again whenever slots were given back.
[[gnu::cold, gnu::noinline]] bool find_ring() {
    if (producer.header->freed.load(std::memory_order_acquire) != producer.seen_freed && place_producer())
        return true;
    producer.header->unplaced.fetch_add(1, std::memory_order_relaxed);
    watcher_is_gone(monotonic_ns());
    return false;
}

[[gnu::cold, gnu::noinline]] void ring_doorbell() {
    if (producer.header->asleep.exchange(0, std::memory_order_acq_rel) != 0)
        wake_all_on_word(producer.header->asleep);
}

} // namespace

void emit_watched(ProcessKey about, EventKind kind, ObjectId object, std::int64_t a, std::int64_t b,
                  std::string_view payload, Certainty certainty) {
    if (producer.watch != own_control_block.watch.load(std::memory_order_relaxed) && !join_watch()) [[unlikely]]
        return;
    if (!producer.has_ring && !find_ring()) [[unlikely]]
        ;
    else if (!producer.writer.write({about ? about.packed() : 0, object, a, b, kind, certainty}, payload, monotonic_ns)) [[unlikely]]
        watcher_is_gone(monotonic_ns());
    if (producer.header->asleep.load(std::memory_order_relaxed) != 0) [[unlikely]]
        ring_doorbell();
}

} // namespace poolscope::telemetry::detail
