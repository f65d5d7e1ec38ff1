// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/snapshot/named_resource.h"

#include <fmt/format.h>
#include <string_view>
#include <sys/stat.h>

namespace poolscope::observe {

namespace {

constexpr std::string_view folder = "/dev/shm/", semaphore_prefix = "sem.", gone = " (deleted)", memory_file = "/memfd:";
// Mapped by what is launched with our library, and none of the program's own things.
constexpr std::string_view own_watch = "/memfd:poolscope-watch";

bool is_same_file(const std::string &path, FileId file) {
    struct stat status{};
    return !path.empty() && ::stat(path.c_str(), &status) == 0 && status.st_ino == file.inode;
}

struct Named {
    std::string name, path;
    ResourceKind kind = ResourceKind::shared_memory;
};

// shm_overview(7), sem_overview(7): what is "/name" to a program is a file in /dev/shm. Nothing for files elsewhere.
Named named(const Mapping &mapping) {
    std::string_view path = mapping.path;
    const bool is_gone = path.ends_with(gone);
    if (is_gone)
        path.remove_suffix(gone.size());
    Named found;
    if (path.starts_with(folder)) {
        const std::string_view name = path.substr(folder.size());
        const bool is_semaphore = name.starts_with(semaphore_prefix);
        if (is_semaphore && is_gone) // under a name that glibc made up; its lock knows the true one
            return {};
        found.kind = is_semaphore ? ResourceKind::semaphore : ResourceKind::shared_memory;
        found.name = fmt::format("/{}", is_semaphore ? name.substr(semaphore_prefix.size()) : name);
        if (!is_gone)
            found.path = path;
    } else if (path.starts_with(memory_file) && !path.starts_with(own_watch)) { // several may have one name
        found.name = fmt::format("{} [{}]", path.substr(1), mapping.file.inode);
    }
    return found;
}

} // namespace

bool NamedResource::has_name() const {
    return is_same_file(path, file);
}

std::map<std::string, NamedResource> named_resources(const Snapshot &snapshot) {
    std::map<std::string, NamedResource> found;
    const auto add = [&](Named named, FileId file, ProcessKey holder) {
        if (named.name.empty() || named.name.size() > telemetry::payload_limit)
            return;
        NamedResource &resource = found[named.name];
        resource.kind = named.kind;
        resource.file = file;
        if (!named.path.empty())
            resource.path = std::move(named.path);
        resource.holders.insert(holder);
    };
    for (const ProcessView &process : snapshot.processes) {
        if (!process.is_in_tree)
            continue;
        for (const Mapping &mapping : process.shared_memory)
            add(named(mapping), mapping.file, process.stat.key);
        for (const SemLock &lock : process.locks)
            if (!lock.name.empty()) {
                // CPython keeps the name of those that a process which was not forked is to open.
                const std::string path = fmt::format("{}{}{}", folder, semaphore_prefix, std::string_view(lock.name).substr(1));
                add({lock.name, is_same_file(path, lock.file) ? path : std::string(), ResourceKind::semaphore}, lock.file, process.stat.key);
            }
    }
    return found;
}

} // namespace poolscope::observe
