// SPDX-License-Identifier: Apache-2.0
#pragma once

// Processes as /proc shows them (proc(5)). The stat file of a process is kept open, because reading it again costs less than
// half of opening it, and such a file never shows another process that got the same pid.

#include "engine/core/base/unique_fd.h"
#include "engine/scope/observe/activity.h"
#include "engine/scope/observe/process_source.h"

#include <dirent.h>
#include <memory>
#include <unordered_map>

namespace poolscope::observe {

class ProcProcessSource final : public ProcessSource {
public:
    // At most so many files of each sort are kept open, and never more than a third of what the process may open; others are opened for
    // each look.
    explicit ProcProcessSource(std::size_t kept_open = 4096);

    Result<std::vector<pid_t>> pids() override;
    using ProcessSource::stat;
    Result<ProcessStat> stat(pid_t pid) override;
    Result<std::string> command_line(ProcessKey process) override;
    Result<uid_t> owner(ProcessKey process) override;
    Result<Access> access(ProcessKey process) override;
    Result<std::uint64_t> activity(ProcessKey process, int threads) override;
    bool is_exit_visible(ProcessKey process) override;
    Result<std::vector<Descriptor>> descriptors(ProcessKey process) override;
    Result<std::vector<ThreadState>> threads(ProcessKey process) override;
    Result<std::vector<Mapping>> mappings(ProcessKey process) override;
    Result<std::size_t> read_memory(ProcessKey process, std::uint64_t address, void *into, std::size_t size) override;
    Result<PipeFill> fill(ProcessKey process, int descriptor) override;
    Result<Peeked> peek(ProcessKey process, int descriptor) override;
    Result<std::vector<UnixSocket>> unix_sockets() override;

private:
    void forget_all_but(const std::vector<pid_t> &present);
    Result<std::string> read(ProcessKey process, const char *file);
    // Its folder in /proc, until another process is asked about. An open one never shows another process either.
    Result<int> folder(ProcessKey process);

    std::unique_ptr<DIR, int (*)(DIR *)> folder_;
    std::unordered_map<pid_t, UniqueFd> stat_files_;
    ProcessKey last_;
    UniqueFd last_folder_;
    std::size_t kept_open_;
    ActivityFiles activity_;
    Peeker peeker_;
};

} // namespace poolscope::observe
