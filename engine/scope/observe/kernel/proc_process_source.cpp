// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/kernel/proc_process_source.h"

#include "engine/scope/observe/kernel/last_run.h"
#include "engine/scope/observe/kernel/number_folder.h"
#include "engine/scope/observe/kernel/proc_file.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_set>

namespace poolscope::observe {

namespace {

// What sleeps is read again all the same, every so often.
constexpr std::uint64_t lists_between_reads = 16;

std::size_t quarter_of_allowed_files() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur / 4;
}

} // namespace

ProcProcessSource::ProcProcessSource(std::size_t kept_open)
    : processes_(::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), kept_open_(std::min(kept_open, quarter_of_allowed_files())),
      activity_(kept_open_) {}

Result<std::vector<pid_t>> ProcProcessSource::pids() {
    if (!processes_)
        return failure(ErrorCode::unsupported, "open", "/proc");
    POOLSCOPE_ASSIGN(std::vector<pid_t> present, numbers_in(processes_.get()));
    if (kept_.size() > present.size() || kept_.size() >= kept_open_)
        forget_all_but(present);
    return present;
}

void ProcProcessSource::forget_all_but(const std::vector<pid_t> &present) {
    const std::unordered_set<pid_t> alive(present.begin(), present.end());
    std::erase_if(kept_, [&](const auto &entry) {
        const bool is_gone = !alive.contains(entry.first);
        open_folders_ -= is_gone && entry.second.folder ? 1 : 0;
        return is_gone;
    });
    activity_.forget_unless([&](ProcessKey process) { return alive.contains(process.pid); });
}

Result<ProcessStat> ProcProcessSource::stat(pid_t pid) {
    char text[longest_stat];
    if (const auto kept = kept_.find(pid); kept != kept_.end()) {
        if (const auto line = read_again(kept->second.stat_file.get(), text); line && !line->empty()) {
            POOLSCOPE_ASSIGN(kept->second.stat, parse_process_stat(*line));
            return kept->second.stat;
        }
        open_folders_ -= kept->second.folder ? 1 : 0;
        kept_.erase(kept); // that process is gone; its pid may belong to another one now
    }
    const NumberedPath path("/proc/", pid, "/stat");
    UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file)
        return proc_failure("open", path.c_str());
    POOLSCOPE_ASSIGN(const std::string_view line, read_again(file.get(), text));
    if (line.empty())
        return gone(pid);
    auto stat = parse_process_stat(line);
    if (stat && kept_.size() < kept_open_)
        kept_.emplace(pid, Kept{std::move(file), {}, false, *stat, {}, {}});
    return stat;
}

Result<ProcessStat> ProcProcessSource::stat_for_list(pid_t pid) {
    const auto kept = kept_.find(pid);
    if (kept == kept_.end() || kept->second.stat.state != ProcessState::sleeping || kept->second.stat.threads != 1)
        return stat(pid);
    const std::optional<std::uint64_t> before = kept->second.stat.activity;
    if (!kept->second.folder)
        kept->second.is_folder_verified = open_folder_of(kept->second); // by what is read of it below
    const auto now = activity(kept->second.stat.key, 1);
    if (now && before == *now && (lists_ + static_cast<std::uint64_t>(pid)) % lists_between_reads != 0)
        return kept->second.stat;
    auto read = stat(pid);
    if (const auto same = kept_.find(pid); now && read && same != kept_.end())
        same->second.stat.activity = read->activity = *now;
    return read;
}

Result<std::vector<ProcessStat>> ProcProcessSource::all() {
    POOLSCOPE_ASSIGN(const auto present, pids());
    ++lists_;
    std::vector<ProcessStat> stats;
    stats.reserve(present.size());
    for (const pid_t pid : present)
        if (auto found = stat_for_list(pid))
            stats.push_back(std::move(*found));
    // Who lost his parent got another one without doing anything for it.
    std::unordered_map<pid_t, std::uint64_t> starts;
    for (const ProcessStat &each : stats)
        if (!each.has_ended())
            starts.emplace(each.key.pid, each.key.start_ticks);
    for (ProcessStat &known : stats) {
        const auto parent = starts.find(known.parent);
        if (known.parent != 0 && (parent == starts.end() || parent->second > known.key.start_ticks))
            if (auto now = stat(known.key.pid))
                known = std::move(*now);
    }
    return stats;
}

Result<std::string> ProcProcessSource::read(ProcessKey process, const char *file) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    return read_file(at, file);
}

bool ProcProcessSource::open_folder_of(Kept &kept) {
    if (open_folders_ >= kept_open_)
        return false;
    kept.folder.reset(::open(NumberedPath("/proc/", kept.stat.key.pid).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    open_folders_ += kept.folder ? 1 : 0;
    return static_cast<bool>(kept.folder);
}

// To open it and make sure that it is the one takes as long as most answers.
Result<int> ProcProcessSource::folder(ProcessKey process) {
    const auto kept = kept_.find(process.pid);
    if (kept != kept_.end() && kept->second.stat.key == process) {
        if (kept->second.folder || open_folder_of(kept->second)) {
            char text[longest_stat];
            // Still there after the folder was opened: it is that process's.
            if (const auto line = kept->second.is_folder_verified ? "-" : read_again(kept->second.stat_file.get(), text); !line || line->empty())
                return gone(process.pid);
            kept->second.is_folder_verified = true;
            return kept->second.folder.get();
        }
    }
    if (last_ != process || !last_folder_) {
        POOLSCOPE_ASSIGN(last_folder_, open_process_folder(process));
        last_ = process;
    }
    return last_folder_.get();
}

Result<std::string> ProcProcessSource::command_line(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    // Who sleeps since the list was made does not change it. Of who runs nothing is kept: he may have executed another program and still
    // be in the same turn on the CPU.
    const auto kept = kept_.find(process.pid);
    std::optional<std::uint64_t> asleep_since;
    if (kept != kept_.end() && kept->second.stat.key == process && kept->second.stat.state == ProcessState::sleeping && kept->second.stat.activity)
        if (const auto now = activity(process, 1); now && *now == *kept->second.stat.activity)
            asleep_since = *now;
    if (asleep_since && kept->second.command_line_activity == asleep_since)
        return kept->second.command_line;
    char text[1024];
    POOLSCOPE_ASSIGN(const std::string_view beginning, read_short_file(at, "cmdline", text));
    if (beginning.size() == sizeof text)
        return read_file(at, "cmdline");
    if (asleep_since) {
        kept->second.command_line = beginning;
        kept->second.command_line_activity = asleep_since;
    }
    return std::string(beginning);
}

Result<uid_t> ProcProcessSource::owner(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int folder, this->folder(process));
    struct stat status{};
    if (::fstat(folder, &status) != 0)
        return gone(process.pid);
    return status.st_uid;
}

Result<Access> ProcProcessSource::access(ProcessKey process) {
    return access_to(process);
}

Result<std::uint64_t> ProcProcessSource::activity(ProcessKey process, int threads) {
    return activity_.read(process, threads, [&] { return folder(process); });
}

Result<std::map<pid_t, ThreadTurns>> ProcProcessSource::turns(ProcessKey process) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    POOLSCOPE_ASSIGN(const UniqueFd task, open_folder(at, "task"));
    POOLSCOPE_ASSIGN(const std::vector<int> threads, numbers_in(task.get()));
    std::map<pid_t, ThreadTurns> all;
    for (const int thread : threads) {
        char text[96];
        if (const auto line = read_short_file(task.get(), NumberedPath("", thread, "/schedstat").c_str(), text))
            all.emplace(thread, parse_turns(*line));
    }
    return all;
}

Result<std::int64_t> ProcProcessSource::rest_ns(ProcessKey process, pid_t thread) {
    POOLSCOPE_ASSIGN(const int at, folder(process));
    if (const auto rest = observe::rest_ns(at, thread))
        return *rest;
    return failure(ErrorCode::unsupported, "read", "sched");
}

Result<InetSocket> ProcProcessSource::inet_socket(ProcessKey process, std::uint64_t inode) {
    if (auto socket = observe::inet_socket(process, inode))
        return *std::move(socket);
    return failure(ErrorCode::unsupported, "read", "net/tcp");
}

// Of a zombie nothing else is left that asks for the same right (ptrace(2), PTRACE_MODE_READ).
bool ProcProcessSource::is_exit_visible(ProcessKey process) {
    const auto at = folder(process);
    char target[64];
    return at && ::readlinkat(*at, "ns/user", target, sizeof target) > 0;
}

} // namespace poolscope::observe
