// SPDX-License-Identifier: Apache-2.0
#pragma once

// For whom a program waits in the end when nobody in it is stuck: a slow pool is one that waits for a single worker, which waits for
// the network. Told from the State alone, as of a whole look (State::whole_look_ns), from what diagnose() looks at, too.

#include "engine/scope/state/state.h"

#include <vector>

namespace poolscope::diagnose {

// `by` has a thread that runs or that something outside of the program will wake (time, the network, a person); a thread of each of
// `waiting` waits for it, directly or through others that wait themselves. Those of a ring that one leaves by giving up are told by
// diagnose() and not here.
struct HeldUp {
    ProcessKey by;
    std::vector<ProcessKey> waiting;
    bool operator==(const HeldUp &) const = default;
};

// Who holds up the most processes first.
std::vector<HeldUp> held_up(const state::State &state);

} // namespace poolscope::diagnose
