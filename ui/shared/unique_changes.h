// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The changes of many events as the fewest that say the same, so that a frame touches each row once.

#include "engine/scope/state/state.h"

namespace poolscope::ui {

// Keeps the order in which rows were first named. Added, then updated is added; added, then removed is nothing.
state::Changes uniqueChanges(state::Changes changes);

} // namespace poolscope::ui
