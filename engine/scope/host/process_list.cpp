// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/process_list.h"

#include "engine/core/base/unique_fd.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <map>
#include <memory>
#include <optional>

namespace poolscope::host {

namespace {

std::optional<ListedProcess> read_process(pid_t pid) {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/stat", pid);
    const UniqueFd fd(::open(path, O_RDONLY | O_CLOEXEC));
    char text[1024];
    const ssize_t size = fd ? ::read(fd.get(), text, sizeof text - 1) : -1;
    if (size <= 0)
        return std::nullopt;
    text[size] = '\0';
    // The command's name may contain anything: fields are counted from the last ')'.
    const char *end_of_name = std::strrchr(text, ')');
    ListedProcess process;
    process.key.pid = pid;
    int group = 0;
    unsigned long long ticks = 0;
    if (end_of_name == nullptr ||
        std::sscanf(end_of_name + 1, // fields 3 to 6 and 22
                    " %c %d %d %d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu", &process.state,
                    &process.parent, &group, &process.session, &ticks) != 5)
        return std::nullopt;
    process.key.start_ticks = ticks;
    return process;
}

} // namespace

std::vector<ListedProcess> list_processes() {
    std::vector<ListedProcess> processes;
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir("/proc"), ::closedir);
    if (!folder)
        return processes;
    while (const dirent *entry = ::readdir(folder.get())) {
        const long pid = std::strtol(entry->d_name, nullptr, 10);
        if (pid <= 0)
            continue;
        if (auto process = read_process(static_cast<pid_t>(pid)))
            processes.push_back(*process);
    }
    return processes;
}

std::vector<ListedProcess> descendants_of(pid_t ancestor, const std::vector<ListedProcess> &processes) {
    std::multimap<pid_t, const ListedProcess *> by_parent;
    for (const ListedProcess &process : processes)
        by_parent.emplace(process.parent, &process);
    std::vector<ListedProcess> found;
    const auto add_children = [&](pid_t parent) {
        // A list read while processes came and went may hold a circle; each process is taken once.
        const auto [begin, end] = by_parent.equal_range(parent);
        for (auto child = begin; child != end; ++child)
            found.push_back(*child->second);
        by_parent.erase(begin, end);
    };
    add_children(ancestor);
    for (std::size_t next = 0; next < found.size(); ++next)
        add_children(found[next].key.pid);
    return found;
}

} // namespace poolscope::host
