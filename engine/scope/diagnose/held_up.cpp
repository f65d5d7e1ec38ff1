// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/held_up.h"

#include "engine/scope/diagnose/knot.h"

#include <algorithm>
#include <map>
#include <set>

namespace poolscope::diagnose {

namespace {

bool can_go_on(const state::ProcessRow &row) {
    return row.free_threads.value_or(1) != 0 || std::ranges::any_of(row.blocks, [](const auto &entry) { return entry.second.gives_up(); });
}

// Who can go on by giving up alone, and holds nobody up longer than he is held up himself.
std::set<ProcessKey> members_of_rings(const state::State &state) {
    std::set<ProcessKey> members;
    for (const Knot &knot : find_timed_knots(state))
        if (const auto ring = name_timed_knot(state, knot))
            members.insert(ring->processes.begin(), ring->processes.end());
    return members;
}

// Who waits for whom, asked from the other end. A wait of a moment counts too: a worker that gets a task now and then waits for
// whoever makes them all the same.
class Waiting {
public:
    explicit Waiting(const state::State &state) : state_(state) {
        for (const auto &[key, row] : state.processes())
            for (const auto &[thread, block] : row.blocks)
                if (row.is_alive())
                    for (const ProcessKey waker : block.wakers)
                        for_[waker].insert(key);
    }

    // Whoever can go on by himself is not looked behind: for what another thread of his waits does not stop him.
    std::vector<ProcessKey> for_in_the_end(ProcessKey holder) const {
        std::set<ProcessKey> found{holder};
        std::vector<ProcessKey> open{holder};
        while (!open.empty()) {
            const auto waiting = for_.find(open.back());
            open.pop_back();
            if (waiting == for_.end())
                continue;
            for (const ProcessKey key : waiting->second)
                if (found.insert(key).second && !can_go_on(*state_.process(key)))
                    open.push_back(key);
        }
        std::erase_if(found, [&](ProcessKey key) { return key == holder || !is_of_program(state_, key); });
        return {found.begin(), found.end()};
    }

private:
    const state::State &state_;
    std::map<ProcessKey, std::set<ProcessKey>> for_;
};

} // namespace

std::vector<HeldUp> held_up(const state::State &state) {
    const Waiting waiting(state);
    const std::set<ProcessKey> in_rings = members_of_rings(state);
    std::vector<HeldUp> all;
    for (const auto &[key, row] : state.processes())
        if (row.is_alive() && can_go_on(row) && !in_rings.contains(key))
            if (auto others = waiting.for_in_the_end(key); !others.empty())
                all.push_back({key, std::move(others)});
    std::ranges::stable_sort(all, std::ranges::greater(), [](const HeldUp &each) { return each.waiting.size(); });
    return all;
}

} // namespace poolscope::diagnose
