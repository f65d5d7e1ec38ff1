// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Processes that a test makes up. Whatever is not in the table is gone.

#include "engine/scope/observe/kernel/process_source.h"

#include <map>

namespace poolscope::observe {

struct FakeProcess {
    ProcessStat stat;
    std::string command_line;
    uid_t owner = 1000;
    std::map<pid_t, ThreadTurns> turns;
    std::map<pid_t, std::int64_t> rests_ns;
};

class FakeProcessSource final : public ProcessSource {
public:
    std::map<pid_t, FakeProcess> processes;

    FakeProcess &add(pid_t pid, pid_t parent, std::uint64_t start_ticks, std::uint64_t image = 0,
                     std::string command_line = {}) {
        FakeProcess &process = processes[pid];
        process = {};
        process.stat.key = {pid, start_ticks};
        process.stat.parent = parent;
        process.stat.name = "fake";
        process.stat.letter = 'S';
        process.stat.state = ProcessState::sleeping;
        process.stat.threads = 1;
        process.stat.image = image;
        process.command_line = std::move(command_line);
        return process;
    }

    Result<std::vector<pid_t>> pids() override {
        std::vector<pid_t> present;
        for (const auto &[pid, process] : processes)
            present.push_back(pid);
        return present;
    }
    using ProcessSource::stat;
    Result<ProcessStat> stat(pid_t pid) override {
        const auto found = processes.find(pid);
        if (found == processes.end())
            return gone(pid);
        return found->second.stat;
    }
    Result<std::string> command_line(ProcessKey process) override {
        const auto found = processes.find(process.pid);
        if (found == processes.end() || found->second.stat.key != process)
            return gone(process.pid);
        return found->second.command_line;
    }
    Result<std::map<pid_t, ThreadTurns>> turns(ProcessKey process) override {
        const auto found = processes.find(process.pid);
        if (found == processes.end())
            return gone(process.pid);
        return found->second.turns;
    }
    Result<std::int64_t> rest_ns(ProcessKey process, pid_t thread) override {
        const auto found = processes.find(process.pid);
        if (found == processes.end() || !found->second.rests_ns.contains(thread))
            return gone(process.pid);
        return found->second.rests_ns.at(thread);
    }
    Result<uid_t> owner(ProcessKey process) override {
        const auto found = processes.find(process.pid);
        if (found == processes.end() || found->second.stat.key != process)
            return gone(process.pid);
        return found->second.owner;
    }
};

} // namespace poolscope::observe
