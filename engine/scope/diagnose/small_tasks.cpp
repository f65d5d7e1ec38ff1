// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/small_tasks.h"

#include <algorithm>

namespace poolscope::diagnose {

namespace {

// So old may the last measurement be while the pool works: foreign ones take longer to be measured.
constexpr std::int64_t longest_silence_ns = 2'000'000'000, longest_foreign_silence_ns = 10'000'000'000;
constexpr std::int64_t least_part = 9, most_larger = 1000;

} // namespace

std::int64_t larger_by(const state::TaskCost &cost) {
    const std::int64_t wanted = least_part * cost.transfer_ns / std::max<std::int64_t>(cost.run_ns, 1) + 1;
    std::int64_t round = 1; // 2, 5, 10, 20, 50, …
    for (std::int64_t ten = 1; round < wanted && round < most_larger; ten *= 10)
        for (const std::int64_t step : {2, 5, 10})
            if (round < wanted)
                round = step * ten;
    return round;
}

std::vector<Finding> find_small_tasks(const state::State &state) {
    std::vector<Finding> findings;
    if (state.program() && (state.program()->is_over || state.program()->is_traced()))
        return findings;
    for (const auto &[id, pool] : state.pools()) {
        const state::ProcessRow *owner = state.process(pool.owner);
        const bool is_foreign = pool.pace.certainty != Certainty::observed;
        if (pool.pace.small_since_ns == 0 || pool.terminated || owner == nullptr || !owner->is_alive() ||
            state.time_ns() - pool.pace.measured_ns > (is_foreign ? longest_foreign_silence_ns : longest_silence_ns))
            continue;
        Finding small;
        small.kind = FindingKind::small_tasks;
        small.severity = Severity::information;
        small.certainty = pool.pace.certainty;
        small.processes = {pool.owner};
        small.processes.insert(small.processes.end(), pool.workers.begin(), pool.workers.end());
        small.pool = id;
        small.cost = pool.pace.cost;
        small.since_ns = is_foreign ? 0 : pool.pace.small_since_ns; // else since somebody looks
        small.count = larger_by(pool.pace.cost);
        findings.push_back(std::move(small));
    }
    return findings;
}

} // namespace poolscope::diagnose
