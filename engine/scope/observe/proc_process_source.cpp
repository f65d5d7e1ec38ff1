// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/proc_process_source.h"

#include "engine/scope/observe/proc_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_set>

namespace poolscope::observe {

namespace {

constexpr std::size_t longest_stat = 1024; // 52 numbers of at most 20 digits, and 64 bytes of name

std::size_t third_of_allowed_files() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur / 3;
}

} // namespace

ProcProcessSource::ProcProcessSource(std::size_t kept_open)
    : folder_(::opendir("/proc"), ::closedir), kept_open_(std::min(kept_open, third_of_allowed_files())),
      activity_(kept_open_) {}

Result<std::vector<pid_t>> ProcProcessSource::pids() {
    if (!folder_)
        return failure(ErrorCode::unsupported, "open", "/proc");
    ::rewinddir(folder_.get());
    std::vector<pid_t> present;
    while (const dirent *entry = ::readdir(folder_.get()))
        if (const long pid = std::strtol(entry->d_name, nullptr, 10); pid > 0)
            present.push_back(static_cast<pid_t>(pid));
    if (stat_files_.size() > present.size() || stat_files_.size() >= kept_open_)
        forget_all_but(present);
    return present;
}

void ProcProcessSource::forget_all_but(const std::vector<pid_t> &present) {
    const std::unordered_set<pid_t> alive(present.begin(), present.end());
    std::erase_if(stat_files_, [&](const auto &entry) { return !alive.contains(entry.first); });
    activity_.forget_unless([&](ProcessKey process) { return alive.contains(process.pid); });
}

Result<ProcessStat> ProcProcessSource::stat(pid_t pid) {
    char text[longest_stat];
    if (const auto kept = stat_files_.find(pid); kept != stat_files_.end()) {
        if (const ssize_t size = ::pread(kept->second.get(), text, sizeof text, 0); size > 0)
            return parse_process_stat({text, static_cast<std::size_t>(size)});
        stat_files_.erase(kept); // that process is gone; its pid may belong to another one now
    }
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/stat", pid);
    UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
    if (!file)
        return proc_failure("open", path);
    const ssize_t size = ::pread(file.get(), text, sizeof text, 0);
    if (size <= 0)
        return size < 0 ? proc_failure("read", path) : gone(pid);
    auto stat = parse_process_stat({text, static_cast<std::size_t>(size)});
    if (stat && stat_files_.size() < kept_open_)
        stat_files_.emplace(pid, std::move(file));
    return stat;
}

Result<std::string> ProcProcessSource::read(ProcessKey process, const char *file) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    return read_file(at, file);
}

// A look asks one thing after the other about the same process: to open it and make sure that it is the one takes as long as the answer.
Result<int> ProcProcessSource::folder(ProcessKey process) {
    if (last_ != process || !last_folder_) {
        POOLSCOPE_ASSIGN(last_folder_, open_process_folder(process));
        last_ = process;
    }
    return last_folder_.get();
}

Result<std::string> ProcProcessSource::command_line(ProcessKey process) {
    return read(process, "cmdline");
}

Result<uid_t> ProcProcessSource::owner(ProcessKey process) {
    POOLSCOPE_ASSIGN(const UniqueFd folder, open_process_folder(process));
    struct stat status{};
    if (::fstat(folder.get(), &status) != 0)
        return gone(process.pid);
    return status.st_uid;
}

Result<Access> ProcProcessSource::access(ProcessKey process) {
    return access_to(process);
}

Result<std::uint64_t> ProcProcessSource::activity(ProcessKey process, int threads) {
    return activity_.read(process, threads);
}

// Of a zombie nothing else is left that asks for the same right (ptrace(2), PTRACE_MODE_READ).
bool ProcProcessSource::is_exit_visible(ProcessKey process) {
    const auto folder = open_process_folder(process);
    char target[64];
    return folder && ::readlinkat(folder->get(), "ns/user", target, sizeof target) > 0;
}

} // namespace poolscope::observe
