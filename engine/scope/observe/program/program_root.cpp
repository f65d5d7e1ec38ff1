// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/program/program_root.h"

#include "engine/scope/observe/program/process_role.h"
#include "engine/scope/observe/program/program_kind.h"

namespace poolscope::observe {

namespace {

bool is_started_by(const ProcessStat &stat, const std::string &command, const ProcessStat &parent, const std::string &parents_command) {
    const ProcessRole none{};
    const KnownParent known{parent, none};
    const ProcessRole role = recognise_role(command, stat, &known);
    if (role.start_method != StartMethod::none || role.role == Role::forkserver || role.role == Role::resource_tracker)
        return !is_shell(command, stat.name);
    const ProgramKind kind = program_kind(command, stat.name);
    return kind != ProgramKind::other && kind == program_kind(parents_command, parent.name);
}

} // namespace

Result<ProcessKey> program_root(ProcessSource &source, ProcessKey process) {
    POOLSCOPE_ASSIGN(ProcessStat stat, source.stat(process));
    std::string command = source.command_line(stat.key).value_or(std::string());
    // A parent is older than its child, so that this comes to an end.
    for (auto parent = source.stat(stat.parent); parent && parent->key.start_ticks <= stat.key.start_ticks && parent->key != stat.key;
         parent = source.stat(stat.parent)) {
        std::string above = source.command_line(parent->key).value_or(std::string());
        if (!is_started_by(stat, command, *parent, above))
            break;
        stat = *std::move(parent);
        command = std::move(above);
    }
    return stat.key;
}

} // namespace poolscope::observe
