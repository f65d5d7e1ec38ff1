// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a process ended and what it took with it: all that the State knows of somebody who is dead, as one plain value. What nobody
// saw is left out, never guessed.

#include "engine/scope/state/state.h"

#include <optional>
#include <string>
#include <vector>

namespace poolscope::state {

struct Obituary {
    ProcessKey process;
    std::optional<int> exit_code; // −N for signal N; nothing: nobody saw it
    Certainty exit_certainty = Certainty::observed;
    std::optional<Certainty> out_of_memory; // the kernel ended it for want of memory
    std::int64_t ended_ns = 0;
    ObjectId task = 0;                 // in hand
    std::vector<LastMessage> messages; // oldest first
    std::vector<ObjectId> locks;       // it ended holding
    std::vector<std::string> resources; // it made them, and they are still there under their names

    // Crashed, or killed by other than a signal that asks to end.
    bool is_violent() const;
    // Ended as it should, with nothing left.
    bool is_peaceful() const { return exit_code == 0 && task == 0 && locks.empty() && resources.empty(); }
    bool operator==(const Obituary &) const = default;
};

// Nothing for one that lives, or that nobody knows.
std::optional<Obituary> obituary(const State &state, ProcessKey process);
// Of everybody who died, the first dead first.
std::vector<Obituary> obituaries(const State &state);

} // namespace poolscope::state
