// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/knot.h"

#include <algorithm>

namespace poolscope::diagnose {

namespace {

using Graph = std::map<ProcessKey, std::set<ProcessKey>>;

class Fixpoint {
public:
    Fixpoint(const state::State &state, bool are_timed_included) : state_(state) {
        for (const auto &[key, row] : state.processes()) {
            if (!row.is_alive())
                continue;
            std::int64_t free = row.free_threads.value_or(1);
            for (const auto &[thread, block] : row.blocks) {
                if (block.gives_up() && !are_timed_included)
                    continue; // it is among the free ones
                free -= block.gives_up() ? 1 : 0;
                if (is_settled(state, block))
                    threads_.push_back({&row, &block});
                else
                    live_.insert(key);
            }
            if (free != 0)
                live_.insert(key);
        }
    }

    // What is left when those whom somebody awake can wake are taken away, until there are none.
    std::vector<StuckThread> run() {
        for (bool is_done = false; !is_done;) {
            is_done = true;
            std::erase_if(threads_, [&](const StuckThread &thread) {
                const auto &wakers = thread.block->wakers;
                if (std::none_of(wakers.begin(), wakers.end(), [&](ProcessKey key) { return is_live(key); }))
                    return false;
                live_.insert(thread.process->key);
                is_done = false;
                return true;
            });
        }
        return std::move(threads_);
    }
    // One that ended since the look woke by that whoever waited for it.
    bool is_live(ProcessKey key) const {
        const state::ProcessRow *row = state_.process(key);
        return live_.contains(key) || row == nullptr || !row->is_alive();
    }

private:
    const state::State &state_;
    std::vector<StuckThread> threads_;
    std::set<ProcessKey> live_; // with a thread that is not stuck
};

std::set<ProcessKey> reachable(const Graph &graph, ProcessKey from) {
    std::set<ProcessKey> reached;
    std::vector<ProcessKey> open{from};
    while (!open.empty()) {
        const auto edges = graph.find(open.back());
        open.pop_back();
        if (edges == graph.end())
            continue;
        for (const ProcessKey next : edges->second)
            if (reached.insert(next).second)
                open.push_back(next);
    }
    return reached;
}

std::vector<Knot> knots_among(const state::State &state, bool are_timed_included) {
    Fixpoint fixpoint(state, are_timed_included);
    const std::vector<StuckThread> threads = fixpoint.run();
    Graph graph;
    for (const StuckThread &thread : threads) {
        std::set<ProcessKey> &edges = graph[thread.process->key];
        for (const ProcessKey waker : thread.block->wakers)
            if (const state::ProcessRow *row = state.process(waker); row != nullptr && row->is_alive())
                edges.insert(waker);
    }
    std::map<ProcessKey, std::set<ProcessKey>> reach;
    for (const auto &[key, edges] : graph)
        reach[key] = reachable(graph, key);
    std::vector<Knot> knots;
    std::set<ProcessKey> done;
    for (const auto &[key, reached] : reach) {
        const auto leads_back = [&](ProcessKey other) { return other == key || (reach.contains(other) && reach.at(other).contains(key)); };
        if (done.contains(key) || fixpoint.is_live(key) || !std::all_of(reached.begin(), reached.end(), leads_back))
            continue;
        Knot knot;
        knot.members = reached;
        knot.members.insert(key);
        done.insert(knot.members.begin(), knot.members.end());
        for (const StuckThread &thread : threads)
            if (knot.members.contains(thread.process->key))
                knot.threads.push_back(thread);
        for (const auto &[other, others] : reach)
            if (!knot.members.contains(other) && others.contains(key))
                knot.waiting.insert(other);
        knots.push_back(std::move(knot));
    }
    return knots;
}

bool gives_up(const StuckThread &thread) {
    return thread.block->gives_up();
}

} // namespace

bool is_of_program(const state::State &state, ProcessKey process) {
    const state::ProcessRow *row = state.process(process);
    return row == nullptr || (row->role != Role::resource_tracker && row->role != Role::forkserver);
}

bool is_settled(const state::State &state, const state::Block &block) {
    return block.since_ns < state.whole_look_ns();
}

std::vector<Knot> find_knots(const state::State &state) {
    return knots_among(state, false);
}

std::vector<Knot> find_timed_knots(const state::State &state) {
    std::vector<Knot> knots = knots_among(state, true);
    std::erase_if(knots, [](const Knot &knot) { return std::ranges::none_of(knot.threads, gives_up); });
    return knots;
}

} // namespace poolscope::diagnose
