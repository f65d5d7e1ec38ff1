// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The kernel's /proc as it would be with less permission: what needs the right of ptrace_attach is refused, as yama does at
// kernel.yama.ptrace_scope 1 to 3 for processes that are not one's own children; or everything that needs any right at all, as for
// another user's processes.

#include "engine/scope/observe/kernel/proc_process_source.h"

namespace poolscope::observe {

enum class Permission { look, none };

class RestrictedProcessSource final : public ProcessSource {
public:
    explicit RestrictedProcessSource(Permission permission) : permission_(permission) {}

    Result<std::vector<pid_t>> pids() override { return source_.pids(); }
    using ProcessSource::stat;
    Result<ProcessStat> stat(pid_t pid) override {
        auto stat = source_.stat(pid);
        if (stat && permission_ == Permission::none) {
            stat->image = 0;
            stat->wait_status = 0;
        }
        return stat;
    }
    Result<std::string> command_line(ProcessKey process) override { return source_.command_line(process); }
    Result<uid_t> owner(ProcessKey process) override { return source_.owner(process); }
    Result<std::uint64_t> activity(ProcessKey process, int threads) override { return source_.activity(process, threads); }
    bool is_exit_visible(ProcessKey process) override { return permission_ == Permission::look && source_.is_exit_visible(process); }

    Result<std::vector<Descriptor>> descriptors(ProcessKey process) override {
        return may_look() ? source_.descriptors(process) : Result<std::vector<Descriptor>>(refused());
    }
    Result<std::vector<ThreadState>> threads(ProcessKey process) override {
        auto threads = source_.threads(process);
        if (threads)
            for (ThreadState &thread : *threads) {
                thread.call.reset();
                thread.is_call_visible = false;
                thread.wait_channel = wait_channel(process, thread.id).value_or(std::string());
            }
        return threads;
    }
    Result<std::string> wait_channel(ProcessKey process, pid_t thread) override {
        return may_look() ? source_.wait_channel(process, thread) : std::string();
    }
    Result<std::vector<Mapping>> mappings(ProcessKey process) override {
        return may_look() ? source_.mappings(process) : Result<std::vector<Mapping>>(refused());
    }
    Result<std::size_t> read_memory(ProcessKey, std::uint64_t, void *, std::size_t) override { return refused(); }
    Result<PipeFill> fill(ProcessKey process, int descriptor) override {
        return may_look() ? source_.fill(process, descriptor) : Result<PipeFill>(refused());
    }
    Result<Peeked> peek(ProcessKey process, int descriptor) override {
        return may_look() ? source_.peek(process, descriptor) : Result<Peeked>(refused());
    }
    Result<std::vector<UnixSocket>> unix_sockets() override { return source_.unix_sockets(); }

private:
    bool may_look() const { return permission_ == Permission::look; }
    static Failure refused() { return failure(ErrorCode::permission, "look", "switched off by the test"); }

    Permission permission_;
    ProcProcessSource source_;
};

} // namespace poolscope::observe
