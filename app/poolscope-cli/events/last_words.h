// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the last messages of the dead said. Of all that travels only the newest messages are kept, so a session may be long; those of
// a process that ends are kept for good.

#include "engine/scope/state/state.h"

#include <map>
#include <string>

namespace poolscope::cli {

class LastWords {
public:
    // An event that the state has taken in, and what it changed there.
    void add(const Event &event, const state::Changes &changes, const state::State &state);
    // On one line; empty when it was not seen, or was too long ago when its process ended.
    std::string of(std::uint64_t message) const;

private:
    std::map<std::uint64_t, Event> newest_, kept_; // who sent it, or received it with its bytes, by message
};

} // namespace poolscope::cli
