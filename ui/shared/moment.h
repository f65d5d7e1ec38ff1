// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What models show: the state at the time cursor together with the session's log, of which only the part up to the cursor
// has happened yet. The pointers are good until the session says that something changed; GUI thread.

#include "engine/core/base/clock.h"
#include "engine/scope/state/history.h"

namespace poolscope::diagnose {
class FindingHistory;
}

namespace poolscope::ui {

struct Moment {
    const state::State *state = nullptr;
    const state::Log *log = nullptr;
    std::int64_t startNs = 0; // time zero of the run
    bool live = true;         // the newest moment, and it moves
    std::int64_t cameNs = 0;  // when its last event came, on our clock, if time goes on since; 0 when it stands still
    const state::State *newest = nullptr; // names also who comes later
    const diagnose::FindingHistory *findings = nullptr; // over all of the run

    std::int64_t nowNs() const { return state->time_ns(); }
    // For what lasts still: later than nowNs() by how long nothing has happened.
    std::int64_t presentNs() const { return nowNs() + (cameNs != 0 ? monotonic_ns() - cameNs : 0); }
    bool hasHappened(std::uint64_t sequence) const { return sequence != 0 && sequence <= state->sequence(); }
    // How many rows of the logs there are at this moment.
    std::size_t messages() const { return std::size_t(state->messages()); }
    std::size_t consoleRows() const { return std::size_t(state->console_rows()); }
};

// The number of the event with which a row came into the log.
std::uint64_t firstSequence(const state::MessageRow &row);

} // namespace poolscope::ui
