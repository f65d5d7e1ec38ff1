// SPDX-License-Identifier: Apache-2.0
#pragma once

// A program whose threads could run and do not, because there are too few CPUs for them, or other programs have them.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

#include <optional>

namespace poolscope::diagnose {

// What all its threads had and lacked together, in thousandths of one CPU.
state::Activity cpus_of(const state::State &state);
std::optional<Finding> find_few_cpus(const state::State &state);

} // namespace poolscope::diagnose
