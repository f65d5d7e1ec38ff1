// SPDX-License-Identifier: Apache-2.0
#pragma once

// Processes as /proc shows them (proc(5)). What is asked for again is kept open, because reading a file costs less than half of
// opening it, and neither an open file nor an open folder ever shows another process that got the same pid.

#include "engine/core/base/unique_fd.h"
#include "engine/scope/observe/kernel/activity.h"
#include "engine/scope/observe/kernel/process_source.h"

#include <optional>
#include <unordered_map>

namespace poolscope::observe {

class ProcProcessSource final : public ProcessSource {
public:
    // At most so many files of each sort are kept open, and never more than a quarter of what the process may open; others are opened
    // for each look.
    explicit ProcProcessSource(std::size_t kept_open = 4096);

    Result<std::vector<pid_t>> pids() override;
    using ProcessSource::stat;
    Result<ProcessStat> stat(pid_t pid) override;
    // A process that slept and was given no CPU since the last time is as it was, which costs a sixth of its stat to learn. What others
    // can change of it (how much of its memory is resident) may be as old as a few calls.
    Result<std::vector<ProcessStat>> all() override;
    Result<std::string> command_line(ProcessKey process) override;
    Result<uid_t> owner(ProcessKey process) override;
    Result<Access> access(ProcessKey process) override;
    Result<std::uint64_t> activity(ProcessKey process, int threads) override;
    Result<std::map<pid_t, ThreadTurns>> turns(ProcessKey process) override;
    Result<InetSocket> inet_socket(ProcessKey process, std::uint64_t inode) override;
    Result<std::int64_t> rest_ns(ProcessKey process, pid_t thread) override;
    bool is_exit_visible(ProcessKey process) override;
    Result<std::vector<Descriptor>> descriptors(ProcessKey process) override;
    Result<std::vector<ThreadState>> threads(ProcessKey process) override;
    Result<std::string> wait_channel(ProcessKey process, pid_t thread) override;
    Result<std::vector<Mapping>> mappings(ProcessKey process) override;
    Result<std::vector<Mapping>> shared_mappings(ProcessKey process) override;
    Result<std::size_t> read_memory(ProcessKey process, std::uint64_t address, void *into, std::size_t size) override;
    Result<PipeFill> fill(ProcessKey process, int descriptor) override;
    Result<Peeked> peek(ProcessKey process, int descriptor) override;
    Result<std::vector<UnixSocket>> unix_sockets() override;
    Result<std::vector<FileLock>> file_locks() override;
    Result<std::vector<FileLock>> file_locks(ProcessKey process, int descriptor) override;
    Result<MemoryParts> memory_parts(ProcessKey process) override;
    Result<TransferCalls> transfer_calls(ProcessKey process) override;
    Result<std::int64_t> descriptor_count(ProcessKey process) override;

private:
    struct Kept {
        UniqueFd stat_file, folder;
        bool is_folder_verified = false;
        ProcessStat stat; // as last read
        std::string command_line;
        std::optional<std::uint64_t> command_line_activity; // when it was read
    };

    void forget_all_but(const std::vector<pid_t> &present);
    Result<std::string> read(ProcessKey process, const char *file);
    // Its folder in /proc. One beyond those that are kept open is, until another process is asked about.
    Result<int> folder(ProcessKey process);
    bool open_folder_of(Kept &kept);
    Result<ProcessStat> stat_for_list(pid_t pid);
    Result<ThreadState> thread(int folder, const ProcessStat &stat, std::optional<std::uint64_t> turns);

    UniqueFd processes_; // the folder of all
    std::unordered_map<pid_t, Kept> kept_;
    std::size_t open_folders_ = 0;
    std::uint64_t lists_ = 0;
    ProcessKey last_;
    UniqueFd last_folder_;
    std::size_t kept_open_;
    ActivityFiles activity_;
    Peeker peeker_;
};

} // namespace poolscope::observe
