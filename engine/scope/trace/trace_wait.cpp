// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/trace_wait.h"

#include "engine/scope/trace/thread_status.h"

#include <cerrno>
#include <csignal>
#include <linux/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace poolscope::trace {

namespace {

Stop stop_of(const siginfo_t &info) {
    Stop stop;
    stop.thread = info.si_pid;
    const int event = info.si_status >> 8, signal = info.si_status & 0xff;
    if (event == PTRACE_EVENT_STOP) {
        const bool is_group = signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
        stop.kind = is_group ? StopKind::group : StopKind::event;
        stop.event = event;
        stop.signal = signal;
    } else if (event != 0) {
        stop.kind = StopKind::event;
        stop.event = event;
    } else if (signal == (SIGTRAP | 0x80)) {
        stop.kind = StopKind::call;
    } else {
        stop.kind = StopKind::signal;
        stop.signal = signal;
    }
    return stop;
}

} // namespace

// Only whole processes are: a thread that has ended is nobody's but its tracer's.
bool is_child_of_ours(pid_t pid) {
    return number_in_status(pid, "Tgid:") == pid && number_in_status(pid, "PPid:") == ::getpid();
}

Result<std::optional<Stop>> next_stop(Waiting waiting, Kinship kinship) {
    siginfo_t info{};
    const bool is_looked_at_first = kinship == Kinship::possible;
    // Mostly it is a stop, which is never the reaper's.
    if (is_looked_at_first && ::waitid(P_ALL, 0, &info, WSTOPPED | WNOHANG | __WALL | __WNOTHREAD) == 0 && info.si_pid != 0)
        return stop_of(info);
    info = {};
    const int options = __WALL | __WNOTHREAD | (waiting == Waiting::no ? WNOHANG : 0) | (is_looked_at_first ? WNOWAIT : 0);
    if (::waitid(P_ALL, 0, &info, WSTOPPED | WEXITED | options) != 0) {
        if (errno == ECHILD)
            return failure(ErrorCode::not_found, "wait", "nobody is traced");
        return std::nullopt;
    }
    if (info.si_pid == 0)
        return std::nullopt;
    const auto id = static_cast<id_t>(info.si_pid);
    if (info.si_code == CLD_EXITED || info.si_code == CLD_KILLED || info.si_code == CLD_DUMPED) {
        Stop stop;
        stop.thread = info.si_pid;
        stop.exit_code = info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
        stop.is_ours = is_looked_at_first && is_child_of_ours(info.si_pid);
        if (is_looked_at_first && !stop.is_ours)
            static_cast<void>(::waitid(P_PID, id, &info, WEXITED | WNOHANG | __WALL | __WNOTHREAD));
        return stop;
    }
    if (is_looked_at_first) {
        info = {};
        if (::waitid(P_PID, id, &info, WSTOPPED | WNOHANG | __WALL | __WNOTHREAD) != 0 || info.si_pid == 0)
            return std::nullopt;
    }
    return stop_of(info);
}

} // namespace poolscope::trace
