// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/snapshot/snapshot.h"

#include <algorithm>
#include <set>
#include <utility>

namespace poolscope::observe {

namespace {

const Descriptor *awaited_file(const ProcessView &process, const ThreadView &thread) {
    return thread.block.kind == BlockKind::file_lock ? process.descriptor(thread.block.descriptors.front().number) : nullptr;
}

// Whoever has the open file that a lock belongs to, wherever he got it from.
std::set<ProcessKey> holders_of_open_file(const Snapshot &snapshot, ProcessSource &source, const FileLock &lock, const std::string &path) {
    std::set<ProcessKey> holders;
    const auto has_it = [&](const ProcessView &process, const Descriptor &descriptor) {
        if (descriptor.target != path)
            return false;
        const auto locks = source.file_locks(process.stat.key, descriptor.number);
        return locks && std::ranges::any_of(*locks, [&](const FileLock &each) { return each.file == lock.file && each.kind == lock.kind; });
    };
    for (const ProcessView &process : snapshot.processes)
        if (process.is_in_tree && std::ranges::any_of(process.descriptors, [&](const Descriptor &descriptor) { return has_it(process, descriptor); }))
            holders.insert(process.stat.key);
    return holders;
}

std::set<ProcessKey> holders_of(const Snapshot &snapshot, ProcessSource &source, const FileLock &lock, const std::string &path) {
    std::set<ProcessKey> holders;
    if (lock.kind != FileLockKind::posix)
        holders = holders_of_open_file(snapshot, source, lock, path);
    if (holders.empty() && lock.pid > 0)
        if (const auto owner = source.stat(lock.pid))
            holders.insert(owner->key);
    return holders;
}

} // namespace

void add_file_locks(Snapshot &snapshot, ProcessSource &source) {
    std::vector<FileLock> locks; // asked for when somebody waits for one
    bool are_asked = false;
    std::set<std::uint64_t> known;
    for (const ProcessView &process : snapshot.processes)
        for (const ThreadView &thread : process.threads) {
            const Descriptor *descriptor = awaited_file(process, thread);
            if (descriptor == nullptr)
                continue;
            if (!std::exchange(are_asked, true))
                locks = source.file_locks().value_or(std::vector<FileLock>());
            for (const FileLock &wanted : locks) {
                if (!wanted.is_awaited || wanted.pid != process.stat.key.pid)
                    continue;
                const auto had = std::ranges::find_if(locks, [&](const FileLock &each) { return !each.is_awaited && each.number == wanted.number; });
                if (had == locks.end())
                    continue;
                FileLockView &view = snapshot.file_locks[wanted.file];
                if (view.path.empty())
                    view.path = descriptor->target;
                if (view.path != descriptor->target)
                    continue; // another thread's
                view.awaited_by.emplace(process.stat.key, thread.state.id);
                if (known.insert(wanted.number).second)
                    view.held_by.merge(holders_of(snapshot, source, *had, view.path));
            }
        }
}

} // namespace poolscope::observe
