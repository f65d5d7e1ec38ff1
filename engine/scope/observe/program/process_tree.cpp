// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/program/process_tree.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>
#include <unordered_set>

namespace poolscope::observe {

const ProcessStat *ProcessTree::find(ProcessKey key) const {
    const ProcessStat *found = find_pid(key.pid);
    return found != nullptr && found->key == key ? found : nullptr;
}

const ProcessStat *ProcessTree::find_pid(pid_t pid) const {
    const auto found = std::find_if(processes.begin(), processes.end(), [&](const auto &stat) { return stat.key.pid == pid; });
    return found != processes.end() ? &*found : nullptr;
}

Result<ProcessTree> scan_tree(ProcessSource &source, ProcessKey root) {
    auto tree = scan_tree(source, root, {});
    if (tree && tree->processes.empty())
        return failure(ErrorCode::not_found, "look at a process", fmt::format("process {} has ended", root.pid));
    return tree;
}

Result<ProcessTree> scan_tree(ProcessSource &source, ProcessKey root, std::span<const ProcessKey> known) {
    POOLSCOPE_ASSIGN(std::vector<ProcessStat> all, source.all());
    std::unordered_map<pid_t, std::vector<std::size_t>> children;
    std::unordered_map<ProcessKey, std::size_t> by_key;
    for (std::size_t index = 0; index < all.size(); ++index) {
        children[all[index].parent].push_back(index);
        by_key.emplace(all[index].key, index);
    }
    ProcessTree tree;
    // A list that was read while processes came and went may hold a circle: each process is taken once.
    std::unordered_set<std::size_t> taken;
    const auto take = [&](std::size_t index) {
        if (taken.insert(index).second)
            tree.processes.push_back(std::move(all[index]));
    };
    std::size_t next = 0;
    const auto take_with_descendants = [&](ProcessKey key) {
        const auto found = by_key.find(key);
        if (found == by_key.end())
            return;
        take(found->second);
        for (; next < tree.processes.size(); ++next) {
            const ProcessStat &parent = tree.processes[next];
            const auto below = children.find(parent.key.pid);
            if (below == children.end())
                continue;
            auto indices = below->second;
            std::sort(indices.begin(), indices.end(), [&](auto a, auto b) {
                return std::tie(all[a].key.start_ticks, all[a].key.pid) < std::tie(all[b].key.start_ticks, all[b].key.pid);
            });
            for (const std::size_t index : indices)
                take(index);
        }
    };
    take_with_descendants(root);
    for (const ProcessKey key : known)
        take_with_descendants(key);
    return tree;
}

} // namespace poolscope::observe
