// SPDX-License-Identifier: Apache-2.0
#pragma once

// A process and all that descend from it, at one moment.

#include "engine/scope/observe/kernel/process_source.h"

#include <span>
#include <vector>

namespace poolscope::observe {

struct ProcessTree {
    // The root first when it is there, every parent before its children, siblings in the order of their start.
    std::vector<ProcessStat> processes;

    const ProcessStat *find(ProcessKey key) const;
    const ProcessStat *find_pid(pid_t pid) const;
};

// not_found when the root is gone.
Result<ProcessTree> scan_tree(ProcessSource &source, ProcessKey root);
// The tree of a root that may be gone, with those of the known earlier members (and what descends from them) that live on
// elsewhere because their parent ended.
Result<ProcessTree> scan_tree(ProcessSource &source, ProcessKey root, std::span<const ProcessKey> known);

} // namespace poolscope::observe
