// SPDX-License-Identifier: Apache-2.0
#pragma once

// Pools of multiprocessing whose workers wait and have delivered results that nobody fetches: the one thread of the owner that does is
// in a callback of the program, or it ended, as it does when a result cannot be unpickled.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

namespace poolscope::diagnose {

// Whether it is a ProcessPoolExecutor: its workers keep both ends of its channels, and its owner notices when one of them ends.
bool is_executor(const state::State &state, const state::PoolRow &pool);
// No thread of the pool's owner waits for a result, as far as the last look saw.
bool are_results_unread(const state::State &state, const state::PoolRow &pool);
std::vector<Finding> find_unread_results(const state::State &state);

} // namespace poolscope::diagnose
