// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rings of locks in what a program on the engine tells itself: threads of which each waits for a lock that the next one holds. Knots
// (knot.h) are found in what is seen of a program from outside.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

#include <vector>

namespace poolscope::diagnose {

// As lock_cycle, or self_lock when a thread waits for itself; as timed_ring when one of several gives up after a time.
std::vector<Finding> find_lock_rings(const state::State &state);

} // namespace poolscope::diagnose
