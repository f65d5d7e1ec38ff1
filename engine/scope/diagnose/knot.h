// SPDX-License-Identifier: Apache-2.0
#pragma once

// Processes that wait for each other and that nobody else can wake: the greatest set of blocked threads of which none has a waker
// outside of the set, cut into knots. A knot is a part whose members all wait for each other, however indirectly, and for nobody
// besides; who waits for a knot without being part of it is stuck as well, but not to blame.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace poolscope::diagnose {

struct StuckThread {
    const state::ProcessRow *process = nullptr;
    const state::Block *block = nullptr;
};

struct Knot {
    std::set<ProcessKey> members;
    std::vector<StuckThread> threads; // of the members
    std::set<ProcessKey> waiting;
};

std::vector<Knot> find_knots(const state::State &state);
// The same among those, too, who give up after a time: with one of these in each.
std::vector<Knot> find_timed_knots(const state::State &state);
// What the knot is called, and who plays which part in it.
Finding name_knot(const state::State &state, const Knot &knot);
// Of a timed knot, as timed_ring; nothing when it is over too soon to be worth a word, or some of them wait for what may come without
// that anybody gives up: a message.
std::optional<Finding> name_timed_knot(const state::State &state, const Knot &knot);
// False of the helpers of a runtime, as the resource tracker: their whole life they wait for the others, and nobody misses them.
bool is_of_program(const state::State &state, ProcessKey process);
// A thread has been blocked over a whole look.
bool is_settled(const state::State &state, const state::Block &block);

} // namespace poolscope::diagnose
