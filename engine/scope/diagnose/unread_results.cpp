// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/unread_results.h"

#include "engine/scope/diagnose/knot.h"

#include <algorithm>

namespace poolscope::diagnose {

namespace {

// Beside the main thread a Pool has one for its workers, one for tasks and one for results.
constexpr std::int64_t threads_of_pool = 3;

const state::ChannelRow *results_of(const state::State &state, const state::PoolRow &pool) {
    for (const auto &[id, channel] : state.channels())
        if (channel.kind == ChannelKind::results && !pool.workers.empty() &&
            std::ranges::find(channel.ends, pool.workers.front(), &state::ChannelEnd::process) != channel.ends.end())
            return &channel;
    return nullptr;
}

bool is_settled_in(const state::State &state, ProcessKey worker) {
    const state::ProcessRow *row = state.process(worker);
    return row != nullptr && row->is_alive() && row->free_threads == 0 &&
           std::ranges::all_of(row->blocks, [&](const auto &entry) { return is_settled(state, entry.second); });
}

bool has_too_few_threads(const state::State &state, ProcessKey owner) {
    const auto pools = std::ranges::count_if(state.pools(), [&](const auto &entry) { return entry.second.owner == owner; });
    const auto &metrics = state.process(owner)->metrics;
    const auto threads = metrics.find(Metric::threads);
    return threads != metrics.end() && threads->second <= threads_of_pool * pools;
}

} // namespace

bool is_executor(const state::State &state, const state::PoolRow &pool) {
    return std::ranges::any_of(state.channels(), [&](const auto &entry) {
        const state::ChannelRow &channel = entry.second;
        return channel.kind == ChannelKind::tasks && std::ranges::any_of(channel.ends, [&](const state::ChannelEnd &end) {
                   return end.direction == Direction::both && std::ranges::find(pool.workers, end.process) != pool.workers.end();
               });
    });
}

bool are_results_unread(const state::State &state, const state::PoolRow &pool) {
    const state::ChannelRow *results = results_of(state, pool);
    const state::ProcessRow *owner = state.process(pool.owner);
    return results != nullptr && !is_executor(state, pool) && owner != nullptr && owner->is_alive() && owner->free_threads &&
           std::ranges::none_of(owner->blocks, [&](const auto &entry) { return entry.second.object == results->id; });
}

std::vector<Finding> find_unread_results(const state::State &state) {
    std::vector<Finding> findings;
    for (const auto &[id, pool] : state.pools()) {
        if (!are_results_unread(state, pool) || results_of(state, pool)->depth_bytes == 0 ||
            !std::ranges::all_of(pool.workers, [&](ProcessKey worker) { return is_settled_in(state, worker); }))
            continue;
        Finding unread;
        unread.kind = FindingKind::results_unread;
        unread.severity = has_too_few_threads(state, pool.owner) ? Severity::error : Severity::warning;
        unread.processes = {pool.owner};
        unread.waiting = pool.workers;
        unread.objects = {results_of(state, pool)->id};
        unread.pool = id;
        for (const ProcessKey worker : pool.workers)
            for (const auto &[thread, block] : state.process(worker)->blocks)
                unread.since_ns = std::max(unread.since_ns, block.since_ns);
        findings.push_back(std::move(unread));
    }
    return findings;
}

} // namespace poolscope::diagnose
