// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/process_source.h"

#include <fmt/format.h>

namespace poolscope::observe {

Result<ProcessStat> ProcessSource::stat(ProcessKey process) {
    auto found = stat(process.pid);
    if (found && found->key != process)
        return gone(process.pid);
    return found;
}

Result<std::vector<ProcessStat>> ProcessSource::all() {
    POOLSCOPE_ASSIGN(const auto present, pids());
    std::vector<ProcessStat> stats;
    stats.reserve(present.size());
    for (const pid_t pid : present)
        if (auto found = stat(pid))
            stats.push_back(std::move(*found));
    return stats;
}

Failure ProcessSource::gone(pid_t pid) {
    return failure(ErrorCode::not_found, "look at a process", fmt::format("process {} has ended", pid));
}

} // namespace poolscope::observe
