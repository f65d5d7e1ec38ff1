// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An event as a process's main thread would tell it.

#include "engine/core/telemetry/event.h"

#include <string>
#include <utility>

namespace poolscope::tests {

inline Event made_event(std::uint64_t sequence, std::int64_t time_ns, ProcessKey who, EventKind kind, ObjectId object, std::int64_t a,
                        std::int64_t b, std::string payload) {
    return {.sequence = sequence, .time_ns = time_ns, .process = who, .thread = who.pid, .kind = kind, .object = object, .a = a, .b = b,
            .payload = std::move(payload)};
}

} // namespace poolscope::tests
