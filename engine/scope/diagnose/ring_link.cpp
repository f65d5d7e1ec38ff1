// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/ring_link.h"

#include <algorithm>

namespace poolscope::diagnose {

namespace {

RingLink link_of(const state::ProcessRow *process, ObjectId object) {
    if (process == nullptr || object == 0)
        return RingLink::end;
    const auto block = std::ranges::find(process->blocks, object, [](const auto &entry) { return entry.second.object; });
    const WaitKind kind = block != process->blocks.end() ? block->second.kind : WaitKind::none;
    return kind == WaitKind::acquire                         ? RingLink::lock
           : kind == WaitKind::send || kind == WaitKind::put ? RingLink::room
                                                             : RingLink::message;
}

} // namespace

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
    case FindingKind::ring:
        return link_of(state.process(ring.processes.at(index)), ring.objects.at(index));
    default:
        return RingLink::message;
    }
}

} // namespace poolscope::diagnose
