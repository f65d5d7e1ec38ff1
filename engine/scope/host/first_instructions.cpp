// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/first_instructions.h"

namespace poolscope::host {
namespace {

bool is_half(const Event &event) {
    return event.kind == EventKind::process_ready && (event.object != 0 || event.a == 0);
}

} // namespace

void FirstInstructions::join(std::vector<Event> &told) {
    std::size_t kept = 0;
    for (Event &event : told) {
        if (is_half(event) && !complete(event))
            continue;
        if (&told[kept] != &event)
            told[kept] = std::move(event);
        ++kept;
    }
    told.resize(kept);
}

// False when the other half is still to come, or what they say cannot be.
bool FirstInstructions::complete(Event &half) {
    const bool is_request = half.object != 0;
    const ProcessKey child = is_request ? ProcessKey::unpack(half.object) : half.process;
    Times &times = times_[child];
    if (is_request) {
        times.asked_ns = half.a;
    } else {
        times.ready_ns = half.time_ns;
        times.name = std::move(half.payload);
    }
    if (times.asked_ns == 0 || times.ready_ns == 0)
        return false;
    half.process = child;
    half.object = 0;
    half.a = times.ready_ns - times.asked_ns;
    half.payload = std::move(times.name);
    times_.erase(child);
    return half.a > 0;
}

} // namespace poolscope::host
