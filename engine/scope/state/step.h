// SPDX-License-Identifier: Apache-2.0
#pragma once

// One event on its way into a State; internal to the reducer.

#include "engine/scope/state/state.h"

#include <algorithm>

namespace poolscope::state {

struct State::Step {
    const Event &event;
    Changes *changes; // null: nobody asks what changed
    Log *log;
    std::size_t first_change; // of this event

    void note(Table table, ChangeKind kind, std::uint64_t id) {
        if (changes == nullptr)
            return;
        const auto same_row = [table, id](const Change &change) { return change.table == table && change.id == id; };
        if (std::none_of(changes->begin() + static_cast<std::ptrdiff_t>(first_change), changes->end(), same_row))
            changes->push_back({table, kind, id});
    }
    void touched(Table table, bool is_new, std::uint64_t id) {
        note(table, is_new ? ChangeKind::added : ChangeKind::updated, id);
    }
};

// The enumerator with that number, or the one meant for "unknown" when there is none.
template <class Enum> Enum enumerator(std::int64_t value, Enum last, Enum unknown = Enum{}) {
    return value >= 0 && value <= static_cast<std::int64_t>(last) ? static_cast<Enum>(value) : unknown;
}

} // namespace poolscope::state
