// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/access.h"

#include "engine/scope/observe/kernel/proc_file.h"
#include "engine/scope/observe/kernel/process_stat.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <unistd.h>

namespace poolscope::observe {

namespace {

// The words behind a label of /proc/PID/status.
std::string_view value_of(std::string_view status, std::string_view label) {
    const std::size_t at = status.find(label);
    if (at == status.npos || (at != 0 && status[at - 1] != '\n'))
        return {};
    const std::string_view rest = status.substr(at + label.size());
    return rest.substr(0, rest.find('\n'));
}

long number_at(std::string_view words, int place) {
    long value = 0;
    for (; place >= 0; --place) {
        words.remove_prefix(std::min(words.find_first_not_of(" \t"), words.size()));
        value = 0;
        std::from_chars(words.data(), words.data() + words.size(), value);
        words.remove_prefix(std::min(words.find_first_of(" \t"), words.size()));
    }
    return value;
}

bool may_read(int folder, const char *file) {
    const UniqueFd opened(::openat(folder, file, O_RDONLY | O_CLOEXEC));
    char byte = 0;
    return opened && ::read(opened.get(), &byte, 1) >= 0;
}

} // namespace

std::string_view to_string(Insight insight) {
    constexpr std::array<std::string_view, 3> names{"nothing", "descriptors", "full"};
    return names[static_cast<std::size_t>(insight)];
}

std::string_view to_string(Obstacle obstacle) {
    constexpr std::array<std::string_view, 5> names{"none", "ended", "other_user", "refused", "restricted"};
    return names[static_cast<std::size_t>(obstacle)];
}

Result<Access> access_to(ProcessKey process) {
    POOLSCOPE_ASSIGN(const UniqueFd folder, open_process_folder(process));
    POOLSCOPE_ASSIGN(const std::string stat_text, read_file(folder.get(), "stat"));
    POOLSCOPE_ASSIGN(const ProcessStat stat, parse_process_stat(stat_text));
    POOLSCOPE_ASSIGN(const std::string status, read_file(folder.get(), "status"));
    Access access;
    access.owner = static_cast<uid_t>(number_at(value_of(status, "Uid:"), 1));
    access.tracer = static_cast<pid_t>(number_at(value_of(status, "TracerPid:"), 0));
    const std::string_view pids = value_of(status, "NSpid:");
    access.is_in_other_namespace = pids.find('\t', 1) != pids.npos;
    if (stat.has_ended()) {
        access.obstacle = Obstacle::ended;
        return access;
    }
    const UniqueFd descriptors(::openat(folder.get(), "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptors) {
        access.obstacle = access.owner != ::geteuid() ? Obstacle::other_user : Obstacle::refused;
        return access;
    }
    // The same check as process_vm_readv(2) makes, and pidfd_getfd(2).
    const bool may_attach = may_read(folder.get(), "syscall");
    access.insight = may_attach ? Insight::full : Insight::descriptors;
    access.obstacle = may_attach ? Obstacle::none : Obstacle::restricted;
    return access;
}

} // namespace poolscope::observe
