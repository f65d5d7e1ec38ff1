// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/crash_loop.h"

#include <map>

namespace poolscope::diagnose {

namespace {

constexpr std::int64_t at_once_ns = 2'000'000'000, goes_on_ns = 5'000'000'000;
constexpr std::size_t fewest = 6;

// Soon after it was started, with an error and without having done anything.
bool has_crashed_at_once(const state::ProcessRow &row) {
    return row.exit_code && *row.exit_code != 0 && row.start_method != StartMethod::none && row.tasks_done == 0 && row.started_ns != 0 &&
           row.ended_ns != 0 && row.ended_ns - row.started_ns < at_once_ns;
}

} // namespace

std::vector<Finding> find_crash_loops(const state::State &state, const std::vector<state::Obituary> &dead) {
    std::map<ProcessKey, std::vector<const state::ProcessRow *>> crashed;
    for (const state::Obituary &one : dead) {
        const state::ProcessRow &row = *state.process(one.process);
        const state::ProcessRow *starter = state.process(row.starter);
        if (!one.is_peaceful() && has_crashed_at_once(row) && starter != nullptr && starter->is_alive())
            crashed[row.starter].push_back(&row);
    }
    std::vector<Finding> findings;
    for (const auto &[starter, children] : crashed) {
        if (children.size() < fewest || state.time_ns() - children.back()->ended_ns > goes_on_ns)
            continue;
        Finding loop;
        loop.kind = FindingKind::crash_loop;
        loop.certainty = Certainty::inferred;
        loop.processes = {starter, children.front()->key};
        loop.count = static_cast<std::int64_t>(children.size());
        loop.since_ns = children.front()->ended_ns;
        findings.push_back(std::move(loop));
    }
    return findings;
}

} // namespace poolscope::diagnose
