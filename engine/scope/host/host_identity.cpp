// SPDX-License-Identifier: Apache-2.0
// Which process a pid means, and an event is about.
#include "engine/scope/host/host.h"

#include "engine/core/posix/process_identity.h"

#include <algorithm>

namespace poolscope::host {

ProcessKey Host::key_of(pid_t pid) const {
    if (pid == 0)
        return program_->key();
    if (const auto now = posix::process_key_of(pid))
        return *now;
    const auto known = by_pid_.find(pid);
    return known != by_pid_.end() ? known->second : ProcessKey{pid, 0};
}

void Host::learn_key(const Event &event) {
    const bool is_about_one = event.kind == EventKind::process_started || event.kind == EventKind::process_role || event.kind == EventKind::process_ready;
    if (is_about_one && event.process.start_ticks != 0)
        by_pid_[event.process.pid] = event.process;
}

// A process may be gone before anybody has looked when it began. On the engine it has told that itself before it wrote or ended; of
// others the kernel may have told.
void Host::make_key_whole(Event &event) {
    if (event.process.start_ticks != 0 || event.process.pid == 0)
        return;
    if (const auto known = by_pid_.find(event.process.pid); known != by_pid_.end()) {
        event.process = known->second;
        return;
    }
    if (watch_)
        hold_back(watch_->drain());
    const auto seen = std::find_if(seen_.rbegin(), seen_.rend(), [&](const HeldBack &held) {
        return held.event.process.pid == event.process.pid && held.event.kind == EventKind::process_started;
    });
    if (seen != seen_.rend())
        event.process = seen->event.process;
    else if (event.kind == EventKind::console_output && nameless_.insert(event.process.pid).second)
        add(EventKind::process_state, event.process, static_cast<std::int64_t>(ProcessState::dead)); // else it would seem to run for ever
}

} // namespace poolscope::host
