// SPDX-License-Identifier: Apache-2.0
#pragma once

// The account of one process with named resources and inherited descriptors: what it made, has and left behind. A plain value
// computed from a State.

#include "engine/scope/state/state.h"

#include <vector>

namespace poolscope::state {

struct IdleEnd {
    ObjectId channel = 0;
    Direction direction = Direction::none;
    bool operator==(const IdleEnd &) const = default;
};

struct Ledger {
    std::vector<const ResourceRow *> made; // rows of the State
    std::vector<const ResourceRow *> held;
    // Ends of channels that came with a fork and that it has never used, while others were seen to use theirs.
    std::vector<IdleEnd> unused_inherited;

    bool is_empty() const { return made.empty() && held.empty() && unused_inherited.empty(); }
};

Ledger ledger(const State &state, ProcessKey process);

} // namespace poolscope::state
