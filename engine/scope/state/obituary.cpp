// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/obituary.h"

#include <algorithm>
#include <csignal>
#include <map>

namespace poolscope::state {

namespace {

bool has_died(const ProcessRow &row) {
    return !row.is_alive() || row.state == ProcessState::zombie;
}

Obituary of(const ProcessRow &row) {
    Obituary one;
    one.process = row.key;
    one.exit_code = row.exit_code;
    one.exit_certainty = row.exit_certainty;
    one.out_of_memory = row.out_of_memory;
    one.ended_ns = row.ended_ns != 0 ? row.ended_ns : row.state_since_ns;
    one.task = row.task;
    one.messages = row.last_messages;
    return one;
}

// A lock that the program itself had when it ended well, after all others, is missed by nobody: multiprocessing.Pool takes one
// to end its workers, and keeps it.
bool ended_well_as_the_last(const State &state, ProcessKey process) {
    const auto &program = state.program();
    return program && program->is_over && program->key == process && program->exit_code == 0;
}

template <class Found> void add_what_is_left(const State &state, Found found) {
    for (const auto &[id, lock] : state.locks()) {
        if (lock.died_holding && !ended_well_as_the_last(state, *lock.died_holding))
            if (Obituary *one = found(*lock.died_holding))
                one->locks.push_back(id);
        for (const LockHolder &holder : lock.holders)
            if (lock.is_missed() && holder.certainty == Certainty::observed && holder.process != lock.died_holding && // else it may have released it
                !ended_well_as_the_last(state, holder.process))
                if (Obituary *one = found(holder.process))
                    one->locks.push_back(id);
    }
    for (const auto &[name, resource] : state.resources())
        if (resource.registered || resource.leaked)
            if (Obituary *one = found(resource.creator))
                one->resources.push_back(name);
}

} // namespace

bool Obituary::is_violent() const {
    if (out_of_memory)
        return true;
    switch (-exit_code.value_or(0)) {
    case SIGTERM:
    case SIGINT:
    case SIGHUP:
    case SIGPIPE:
        return false;
    default:
        return exit_code.value_or(0) < 0;
    }
}

bool Obituary::is_peaceful() const {
    return (exit_code == 0 || exit_code == -SIGTERM) && task == 0 && locks.empty() && resources.empty();
}

std::optional<Obituary> obituary(const State &state, ProcessKey process) {
    const ProcessRow *row = state.process(process);
    if (row == nullptr || !has_died(*row))
        return std::nullopt;
    Obituary one = of(*row);
    add_what_is_left(state, [&](ProcessKey key) { return key == process ? &one : nullptr; });
    return one;
}

std::vector<Obituary> obituaries(const State &state) {
    std::map<ProcessKey, Obituary> dead;
    for (const auto &[key, row] : state.processes())
        if (has_died(row))
            dead.emplace(key, of(row));
    add_what_is_left(state, [&](ProcessKey key) {
        const auto at = dead.find(key);
        return at != dead.end() ? &at->second : nullptr;
    });
    std::vector<Obituary> all;
    for (auto &[key, one] : dead)
        all.push_back(std::move(one));
    std::stable_sort(all.begin(), all.end(), [](const Obituary &a, const Obituary &b) { return a.ended_ns < b.ended_ns; });
    return all;
}

} // namespace poolscope::state
