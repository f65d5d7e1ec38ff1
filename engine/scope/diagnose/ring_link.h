// SPDX-License-Identifier: Apache-2.0
#pragma once

// What one process of a ring needs of the next one.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/state/state.h"

#include <cstddef>

namespace poolscope::diagnose {

enum class RingLink {
    lock,    // a lock that the next one holds
    room,    // room in a channel that the next one does not read
    message, // a message in a channel, from the next one
    end,     // that the next one ends
};

// Of processes[index] in a lock_cycle, cross_write, cross_read, ring or timed_ring; it has to do with objects[index].
RingLink ring_link(const state::State &state, const Finding &ring, std::size_t index);

} // namespace poolscope::diagnose
