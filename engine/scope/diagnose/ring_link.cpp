// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/ring_link.h"

namespace poolscope::diagnose {

RingLink ring_link(const state::State &state, const Finding &ring, std::size_t index) {
    switch (ring.kind) {
    case FindingKind::lock_cycle:
        return RingLink::lock;
    case FindingKind::cross_write:
        return RingLink::room;
    case FindingKind::timed_ring:
        if (ring.objects.at(index) == 0)
            return RingLink::end;
        return state.channel(ring.objects.at(index)) == nullptr ? RingLink::lock : RingLink::room;
    default:
        return RingLink::message;
    }
}

} // namespace poolscope::diagnose
