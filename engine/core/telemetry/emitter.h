// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the engine tells what it does. Unwatched, emit() is one load and one predicted branch and nothing else exists;
// watched, it writes one record into the calling thread's own ring in the watcher's segment (see watch_segment.h), so
// that what a process told survives its death. Any thread may emit; no lock is taken that another process can hold.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/telemetry/control_block.h"
#include "engine/core/telemetry/event.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace poolscope::telemetry {

namespace detail {
void emit_watched(ProcessKey about, EventKind kind, ObjectId object, std::int64_t a, std::int64_t b,
                  std::string_view payload, Certainty certainty);
void step_gate_watched();
} // namespace detail

inline bool is_watched() {
#ifdef POOLSCOPE_WITHOUT_TELEMETRY
    return false;
#elif !defined(POOLSCOPE_BUILD) // of somebody else's program
    return detail::own_watch->load(std::memory_order_relaxed) != 0;
#elif defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
    // The same as below, but two instructions together with the branch on it instead of three.
    bool is_not_zero;
    asm volatile("cmpl $0, %1" : "=@ccne"(is_not_zero) : "m"(detail::own_control_block.watch));
    return is_not_zero;
#else
    return detail::own_control_block.watch.load(std::memory_order_relaxed) != 0;
#endif
}

// Tells that the calling process did something. A payload beyond payload_limit is cut and marked as cut.
inline void emit(EventKind kind, ObjectId object = 0, std::int64_t a = 0, std::int64_t b = 0,
                 std::string_view payload = {}) {
    if (is_watched()) [[unlikely]]
        detail::emit_watched({}, kind, object, a, b, payload, Certainty::observed);
}

// The same for a fact about another process.
inline void emit_about(ProcessKey about, EventKind kind, ObjectId object = 0, std::int64_t a = 0, std::int64_t b = 0,
                       std::string_view payload = {}) {
    if (is_watched()) [[unlikely]]
        detail::emit_watched(about, kind, object, a, b, payload, Certainty::observed);
}

// Where a watched program may be paused, stepped and slowed down: called between a step and the next one, never while
// a lock is held. Returns at once when unwatched, at full speed, or when the watcher is gone.
inline void step_gate() {
    if (is_watched()) [[unlikely]]
        detail::step_gate_watched();
}

// Says for its lifetime that the calling thread waits.
class WaitScope {
public:
    WaitScope(WaitKind kind, ObjectId object, Deadline deadline = Deadline::never()) : kind_(kind), object_(object) {
        if (is_watched()) [[unlikely]]
            emit(EventKind::wait_begin, object_, static_cast<std::int64_t>(kind_), deadline.is_never() ? 0 : std::max<std::int64_t>(deadline.left().count(), 1));
    }
    ~WaitScope() { emit(EventKind::wait_end, object_, static_cast<std::int64_t>(kind_)); }
    WaitScope(const WaitScope &) = delete;
    WaitScope &operator=(const WaitScope &) = delete;

private:
    WaitKind kind_;
    ObjectId object_;
};

// An id that no other object of this session has. The lowest bit is always 0, free for the direction of a channel.
ObjectId new_object_id();
// The first of so many, each 2 above the one before.
ObjectId new_object_ids(std::size_t count);

// Who watches, in one word that a child is given at its start ("" while unwatched), e.g. "4242:98765:7".
std::string watch_address();
// Makes this process tell the watcher at that address. Does nothing, without error, when the watcher is gone; an error
// when the address is none or the watcher's segment cannot be opened: the process then goes on unwatched.
Status start_watching(std::string_view address);
// To be called in a child made by clone(2) before anything is emitted: its rings are not its parent's. After fork(3) it
// has happened already.
void after_fork_in_child();

} // namespace poolscope::telemetry
