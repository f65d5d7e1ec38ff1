// SPDX-License-Identifier: Apache-2.0
#pragma once

// Processes that are started over and over and end at once: a multiprocessing.Pool replaces every worker that ends, and when its
// initializer or an import fails it does so for ever, while whoever waits for results waits on.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/obituary.h"

namespace poolscope::diagnose {

// Of `dead`, the first dead first. Only while it goes on.
std::vector<Finding> find_crash_loops(const state::State &state, const std::vector<state::Obituary> &dead);

} // namespace poolscope::diagnose
