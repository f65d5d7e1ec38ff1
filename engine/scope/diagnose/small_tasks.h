// SPDX-License-Identifier: Apache-2.0
#pragma once

// Pools that are slow because their tasks are too small: most of the time goes into handing them out and taking their results.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

#include <vector>

namespace poolscope::diagnose {

// Nothing of a program that a tracer stops at every message: that makes the transfer slow by itself.
std::vector<Finding> find_small_tasks(const state::State &state);

// How many times as many calls would have to travel together for the transfer to be a tenth of the time.
std::int64_t larger_by(const state::TaskCost &cost);

} // namespace poolscope::diagnose
