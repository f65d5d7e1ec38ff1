// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/wait_status.h"

#include "engine/core/posix/poller.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fmt/format.h>
#include <sys/wait.h>
#include <thread>

namespace poolscope::posix {

namespace {

// True when a child was reaped into `info`; false when none has ended; an error when there is none to wait for. It is looked at first:
// a child that another thread of ours traces shows whenever it stands still, asked for or not (wait(2)), and is that thread's then.
Result<bool> reap(idtype_t type, id_t id, siginfo_t &info, int options = WNOHANG) {
    for (;;) {
        info = {};
        if (::waitid(type, id, &info, WEXITED | WNOWAIT | options) != 0) {
            if (errno == EINTR)
                continue;
            return failure(ErrorCode::not_found, "waitid", fmt::format("pid {}", id));
        }
        const bool is_traced = info.si_code == CLD_TRAPPED || info.si_code == CLD_STOPPED;
        if (info.si_pid == 0 || (is_traced && (options & WNOHANG) != 0))
            return false;
        if (!is_traced)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(1)); // until it is let go
    }
    if ((options & WNOWAIT) == 0) {
        siginfo_t taken{};
        static_cast<void>(::waitid(P_PID, static_cast<id_t>(info.si_pid), &taken, WEXITED | WNOHANG));
    }
    return true;
}

ExitCode code_of(const siginfo_t &info) {
    return info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
}

} // namespace

std::string signal_name(int signal) {
    const char *name = ::sigabbrev_np(signal);
    return name != nullptr ? fmt::format("SIG{}", name) : fmt::format("signal {}", signal);
}

std::string describe_exit(ExitCode code) {
    return code < 0 ? fmt::format("killed by {}", signal_name(-code)) : fmt::format("exit code {}", code);
}

Result<std::optional<ExitCode>> poll_child(pid_t pid) {
    siginfo_t info;
    POOLSCOPE_ASSIGN(const bool ended, reap(P_PID, static_cast<id_t>(pid), info));
    if (!ended)
        return std::nullopt;
    return code_of(info);
}

Result<ExitCode> wait_child(pid_t pid, int pidfd, Deadline deadline) {
    for (;;) {
        POOLSCOPE_ASSIGN(const auto code, poll_child(pid));
        if (code)
            return *code;
        POOLSCOPE_ASSIGN(const bool ready, wait_readable(pidfd, deadline));
        if (!ready)
            return failure(ErrorCode::timed_out, "wait", fmt::format("pid {}", pid));
    }
}

void reap_child(pid_t pid) {
    siginfo_t info;
    [[maybe_unused]] const auto ended = reap(P_PID, static_cast<id_t>(pid), info, 0);
}

std::optional<EndedChild> reap_any_child() {
    siginfo_t info;
    const auto ended = reap(P_ALL, 0, info);
    if (!ended || !*ended)
        return std::nullopt;
    return EndedChild{info.si_pid, code_of(info)};
}

std::optional<EndedChild> peek_any_child() {
    siginfo_t info;
    const auto ended = reap(P_ALL, 0, info, WNOHANG | WNOWAIT | __WNOTHREAD);
    if (!ended || !*ended)
        return std::nullopt;
    return EndedChild{info.si_pid, code_of(info)};
}

} // namespace poolscope::posix
