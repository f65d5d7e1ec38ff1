// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is wrong with a program, told from its State alone: at any moment of a live session or a recording. A healthy program has
// no finding but information. Waits are judged only as of a whole look (State::whole_look_ns) over which nobody of them ran.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

namespace poolscope::diagnose {

// Worst first, of one severity the oldest first.
std::vector<Finding> diagnose(const state::State &state);

} // namespace poolscope::diagnose
