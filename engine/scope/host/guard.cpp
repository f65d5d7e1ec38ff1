// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/guard.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/posix/wait_status.h"
#include "engine/scope/observe/kernel/proc_process_source.h"

#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <set>
#include <string_view>
#include <sys/prctl.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace poolscope::host {

namespace {

bool carries(pid_t pid, std::string_view mark) {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/environ", pid);
    const UniqueFd fd(::open(path, O_RDONLY | O_CLOEXEC));
    std::string environment;
    char part[4096];
    for (ssize_t size; fd && (size = ::read(fd.get(), part, sizeof part)) > 0;)
        environment.append(part, static_cast<std::size_t>(size));
    // Entries end with NUL: a mark that is the beginning of a longer value is another mark.
    for (std::size_t at = environment.find(mark); at != std::string::npos; at = environment.find(mark, at + 1)) {
        const bool begins = at == 0 || environment[at - 1] == '\0';
        const std::size_t end = at + mark.size();
        if (begins && (end == environment.size() || environment[end] == '\0'))
            return true;
    }
    return false;
}

// Kills all that is left, again until nothing new appears: a process may fork while it is looked for.
void sweep(const std::string &mark) {
    std::set<pid_t> sessions; // of those that carried the mark: a child that cleaned its environment stays in one
    observe::ProcProcessSource source;
    for (int quiet_rounds = 0, rounds = 0; quiet_rounds < 3 && rounds < 500; ++rounds) {
        bool found = false;
        for (const observe::ProcessStat &process : source.all().value_or(std::vector<observe::ProcessStat>{})) {
            if (process.key.pid == ::getpid() || process.has_ended())
                continue;
            const bool marked = carries(process.key.pid, mark);
            if (marked && process.session != 0) // 0: its leader lives outside this pid namespace
                sessions.insert(process.session);
            if (!marked && !sessions.contains(process.session))
                continue;
            found = true;
            if (const auto pidfd = posix::open_pidfd(process.key))
                static_cast<void>(posix::send_signal(pidfd->get(), SIGKILL));
        }
        quiet_rounds = found ? 0 : quiet_rounds + 1;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

[[noreturn]] void keep_guard(int host_end, const std::string &mark) {
    ::prctl(PR_SET_NAME, "poolscope-guard");
    ::setsid();
    for (const int signal : {SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE})
        ::signal(signal, SIG_IGN);
    // Whoever waits for the end of the host's output must not wait for this process.
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd <= 2; ++fd)
        ::dup2(nowhere, fd);
    ::dup2(host_end, 3);
    ::close_range(4, UINT_MAX, 0);
    char byte;
    while (::read(3, &byte, 1) < 0 && errno == EINTR) {
    }
    sweep(mark);
    ::_exit(0);
}

} // namespace

Result<Guard> Guard::start(const std::string &mark) {
    POOLSCOPE_ASSIGN(posix::PipePair link, posix::make_pipe());
    POOLSCOPE_ASSIGN(const pid_t pid, posix::fork_process());
    if (pid == 0)
        keep_guard(link.read.get(), mark);
    Guard guard;
    guard.pid_ = pid;
    guard.host_end_ = std::move(link.write);
    return guard;
}

void Guard::dismiss() {
    if (const auto pidfd = posix::open_pidfd(pid_); pidfd && posix::send_signal(pidfd->get(), SIGKILL))
        posix::reap_child(pid_);
}

} // namespace poolscope::host
