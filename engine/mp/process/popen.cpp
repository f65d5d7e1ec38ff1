// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/popen.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/mp/process/flush.h"
#include "engine/mp/process/popen_direct.h"

#include <csignal>
#include <fmt/format.h>

namespace poolscope {

Result<std::unique_ptr<Popen>> Popen::start(StartMethod method, const ProcessBody &body, ChildSetup setup) {
    // What stands in the buffers now would come after what the child writes, or, under fork, twice.
    flush_output();
    if (body.start)
        return body.start(std::move(setup));
    switch (method) {
    case StartMethod::fork: return start_fork(body, std::move(setup));
    case StartMethod::forkserver: return start_forkserver(body, std::move(setup));
    case StartMethod::spawn:
    case StartMethod::none: break;
    }
    return start_spawn(body, std::move(setup));
}

ProcessKey Popen::kernel_parent() const {
    return posix::own_process_key();
}

Status Popen::send_signal(int signal) const {
    return posix::send_signal(pidfd_.get(), signal);
}

Result<posix::ExitCode> Popen::wait(Deadline deadline) {
    for (;;) {
        POOLSCOPE_ASSIGN(const auto code, poll());
        if (code)
            return *code;
        POOLSCOPE_ASSIGN(const bool ended, posix::wait_readable(sentinel(), deadline));
        if (!ended || deadline.has_passed())
            return failure(ErrorCode::timed_out, "join", fmt::format("pid {}", pid_));
    }
}

Result<std::unique_ptr<Popen>> PopenDirect::of(pid_t pid, UniqueFd link) {
    auto popen = std::make_unique<PopenDirect>();
    popen->pid_ = pid;
    auto pidfd = posix::open_pidfd(pid);
    if (!pidfd) { // out of descriptors: a child that nobody could watch must not live
        ::kill(pid, SIGKILL);
        posix::reap_child(pid);
        return tl::unexpected(pidfd.error());
    }
    popen->pidfd_ = std::move(*pidfd);
    popen->link_ = posix::ParentEnd(std::move(link));
    return std::unique_ptr<Popen>(std::move(popen));
}

Result<std::optional<posix::ExitCode>> PopenDirect::poll() {
    auto code = posix::poll_child(pid_);
    if (code || code.error().code != ErrorCode::not_found)
        return code;
    // Somebody else has its exit code: another wait(2) of this program, or nobody at all when SIGCHLD is ignored.
    POOLSCOPE_ASSIGN(const bool has_ended, posix::wait_readable(pidfd_.get(), Deadline::at_once()));
    if (!has_ended)
        return std::nullopt;
    log(LogLevel::info, "the exit code of pid {} went to somebody else: SIGCHLD is ignored, or another part of this program waited for it", pid_);
    return posix::nobody_knows;
}

} // namespace poolscope
