// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The messages that went from one process to another, by pair and in the order of sending, so that those of a stretch are
// counted by bisection and drawn only when they are few.

#include "engine/core/telemetry/event.h"

#include <map>
#include <utility>
#include <vector>

namespace poolscope::ui {

struct Arrow {
    std::int64_t sentNs = 0, receivedNs = 0;
    std::uint64_t message = 0; // index in the message log
};

class ArrowSeries {
public:
    using Pair = std::pair<ProcessKey, ProcessKey>; // from, to

    void add(ProcessKey from, ProcessKey to, const Arrow &arrow);
    void clear() { *this = {}; }

    // How many were sent in that stretch, for each pair that has any.
    std::map<Pair, std::size_t> countIn(std::int64_t fromNs, std::int64_t toNs) const;
    std::size_t totalIn(std::int64_t fromNs, std::int64_t toNs) const;
    // Calls visit(pair, arrow) for each of them.
    template <class Visit> void visit(std::int64_t fromNs, std::int64_t toNs, Visit visit) const {
        for (const auto &[pair, arrows] : arrows_)
            for (std::size_t at = firstFrom(arrows, fromNs); at < arrows.size() && arrows[at].sentNs < toNs; ++at)
                visit(pair, arrows[at]);
    }

private:
    static std::size_t firstFrom(const std::vector<Arrow> &arrows, std::int64_t timeNs);

    std::map<Pair, std::vector<Arrow>> arrows_;
};

} // namespace poolscope::ui
