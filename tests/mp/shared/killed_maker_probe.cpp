// SPDX-License-Identifier: GPL-3.0-or-later

// Kills a program that makes a named memory before each of its system calls in turn, and says how many names were left in
// /dev/shm once the program's resource tracker was done. With the argument "make" it is that program.

#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_start.h"
#include "engine/mp/process/resource_tracker.h"
#include "tests/mp/say.h"

#include <csignal>
#include <fstream>
#include <poolscope/engine.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace poolscope;

namespace {

constexpr Seconds watchdog{60};

// Stands still for its tracer, begins, and stands still again when it has made it.
void make(const std::string &name) {
    unwrap(resource_tracker::ensure_running());
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    const SharedMemory memory({.name = name, .create = true, .size = 64});
    ::raise(SIGSTOP);
    for (;;)
        ::pause();
}

pid_t first_child_of(pid_t pid) {
    std::ifstream children(fmt::format("/proc/{}/task/{}/children", pid, pid));
    pid_t child = 0;
    children >> child;
    return child;
}

bool stands_still_by_itself(int status) {
    return WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP;
}

// False when it had made its memory before that many stops, of which a system call has two.
bool kill_after(int stops, const std::string &name) {
    posix::SpawnRequest request;
    request.program = "/proc/self/exe";
    request.arguments = {"killed_maker_probe", "make", name};
    const pid_t maker = unwrap(posix::spawn(request));
    int status = 0;
    ::waitpid(maker, &status, 0);
    if (!stands_still_by_itself(status))
        throw RuntimeError(Error{ErrorCode::wrong_state, 0, "kill_after", "the maker does not stand still to be traced"});
    const UniqueFd tracker = unwrap(posix::open_pidfd(first_child_of(maker)));
    bool has_made = false;
    for (int stop = 0; stop < stops && !has_made; ++stop) {
        ::ptrace(PTRACE_SYSCALL, maker, nullptr, nullptr);
        ::waitpid(maker, &status, 0);
        has_made = stands_still_by_itself(status);
    }
    ::kill(maker, SIGKILL);
    ::waitpid(maker, &status, 0);
    if (!unwrap(posix::wait_readable(tracker.get(), Deadline::after(watchdog))))
        throw RuntimeError(Error{ErrorCode::timed_out, 0, "kill_after", "the tracker goes on"});
    return !has_made;
}

} // namespace

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        if (argc == 3 && std::string_view(argv[1]) == "make")
            return make(argv[2]);
        const std::string name = fmt::format("poolscope-killed-{}", ::getpid()), path = "/dev/shm/" + name;
        int moments = 1, left = 0;
        for (bool is_in_the_middle = true; is_in_the_middle; ++moments) {
            is_in_the_middle = kill_after(moments, name);
            left += ::unlink(path.c_str()) == 0 ? 1 : 0;
        }
        say(fmt::format("{} moments, {} left", moments > 8 ? "enough" : "too few", left));
    });
}
