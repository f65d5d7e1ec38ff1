// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A state that a test feeds event by event.

#include "engine/scope/state/state.h"

#include <algorithm>

namespace poolscope::state {

struct Fold {
    State state;
    Log log;
    Changes changes; // of the last event

    // Events are 1 µs apart unless they say otherwise.
    const Event &tell(Event event) {
        event.sequence = ++sequence;
        if (event.time_ns == 0)
            event.time_ns = static_cast<std::int64_t>(sequence) * 1000;
        changes.clear();
        state.apply(event, &changes, &log);
        last = std::move(event);
        return last;
    }
    bool has_changed(Table table, ChangeKind kind, std::uint64_t id) const {
        return std::find(changes.begin(), changes.end(), Change{table, kind, id}) != changes.end();
    }

    std::uint64_t sequence = 0;
    Event last;
};

inline std::int64_t packed(ProcessKey key) {
    return static_cast<std::int64_t>(key.packed());
}

} // namespace poolscope::state
