// SPDX-License-Identifier: Apache-2.0
#pragma once

// The watched side of a watch segment: the calling thread's own ring in it, found again after a fork or when another
// watcher comes. Internal to the emitter and the step gate.

#include "engine/core/telemetry/control_block.h"
#include "engine/core/telemetry/ring_writer.h"
#include "engine/core/telemetry/watch_segment.h"

#include <cstdint>

namespace poolscope::telemetry::detail {

// One process's mapping of one watcher's segment. Never unmapped, because any thread may be writing into it.
struct WatchSession {
    WatchAddress address;
    WatchMapping mapping;
};

// What a thread keeps between two events. Plain data, so that reaching it costs nothing.
struct Producer {
    std::uint32_t watch = 0; // the value of the control block's watch word for which the rest is true
    bool has_ring = false;
    std::uint32_t seen_freed = 0;
    std::int64_t checked_ns = 0; // when the watcher was last seen alive
    WatchHeader *header = nullptr;
    const WatchSession *session = nullptr;
    RingWriter writer;
};

extern thread_local constinit Producer producer [[gnu::tls_model("initial-exec")]];

// Around a fork, so that the child finds the list of sessions whole.
void lock_sessions();
void unlock_sessions();

// Maps the segment at that address unless it is mapped already. not_found when the watcher is gone.
Status open_session(const WatchAddress &address);
// Brings `producer` up to date with the control block. False when nobody watches any more.
bool join_watch();
// A ring for the calling thread; false when none is free.
bool place_producer();
// Looks, at most every 200 ms, whether the watcher still lives, and forgets it when it does not.
bool watcher_is_gone(std::int64_t now_ns);

} // namespace poolscope::telemetry::detail
