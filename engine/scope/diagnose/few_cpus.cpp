// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/few_cpus.h"

namespace poolscope::diagnose {

namespace {

// Half of a CPU, and a quarter of what the program wants.
constexpr int noticeable = 500, part_of_wanted = 4;
constexpr int noticeable_of_one = 100;

state::Activity sum_of(const state::ProcessRow &row) {
    state::Activity sum;
    for (const auto &[thread, activity] : row.activities) {
        sum.had += activity.had;
        sum.lacked += activity.lacked;
    }
    return sum;
}

} // namespace

state::Activity cpus_of(const state::State &state) {
    state::Activity sum;
    for (const auto &[key, row] : state.processes()) {
        const state::Activity own = sum_of(row);
        sum.had += own.had;
        sum.lacked += own.lacked;
    }
    return sum;
}

std::optional<Finding> find_few_cpus(const state::State &state) {
    const state::Activity cpus = cpus_of(state);
    if (cpus.lacked < noticeable || cpus.lacked * part_of_wanted < cpus.wanted())
        return std::nullopt;
    Finding finding;
    finding.kind = FindingKind::too_few_cpus;
    finding.severity = Severity::information;
    finding.certainty = Certainty::observed;
    finding.cpus = cpus;
    for (const auto &[key, row] : state.processes())
        if (sum_of(row).lacked >= noticeable_of_one)
            finding.processes.push_back(key);
    return finding;
}

} // namespace poolscope::diagnose
