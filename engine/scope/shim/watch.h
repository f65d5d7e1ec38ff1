// SPDX-License-Identifier: Apache-2.0
#pragma once

// The shim's own telling: finds the watcher's segment by POOLSCOPE_WATCH and writes events into the calling thread's ring
// (watch_segment.h), again after every fork. Where nobody watches, or the program tells of itself because it holds our engine,
// it does nothing. Safe in signal handlers, which only count what they would have told; keeps errno.

#include "engine/core/telemetry/event.h"

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace poolscope::shim {

// Around everything that the shim does within a call of the program. False: nothing is to be told now.
class Telling {
public:
    Telling();
    ~Telling();
    Telling(const Telling &) = delete;
    Telling &operator=(const Telling &) = delete;
    explicit operator bool() const { return is_active_; }

    void event(EventKind kind, ObjectId object, std::int64_t a = 0, std::int64_t b = 0, const char *payload = nullptr,
               std::size_t size = 0, Certainty certainty = Certainty::observed, bool is_cut = false);

private:
    int errno_ = errno;
    bool is_active_ = false;
};

// Ticks of 0 when there is no such process.
ProcessKey process_of(pid_t pid);
// Counts the processes since the watched one: what belongs to another number was the parent's.
std::uint32_t generation();
// The watcher's pid.
pid_t watcher();

} // namespace poolscope::shim
