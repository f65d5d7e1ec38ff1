// SPDX-License-Identifier: Apache-2.0
#pragma once

// An end of a pipe that a process got over a fork, does not use and did not close: whoever reads there to the end waits for ever
// once those who wrote are gone. A worker that holds such an end beside a writer that lives is nothing to speak of.

#include "engine/scope/diagnose/knot.h"

#include <optional>

namespace poolscope::diagnose {

struct GhostEnd {
    ProcessKey holder;
    int descriptor = -1;
};

// When nobody else can write any more in what the thread reads: somebody who could do nothing but write has left, and the rest hold the
// end to read as well, as one does who inherited all of a pipe, and were never seen to write.
std::optional<GhostEnd> ghost_end(const state::State &state, const StuckThread &reader);
bool reads(const StuckThread &thread);

} // namespace poolscope::diagnose
