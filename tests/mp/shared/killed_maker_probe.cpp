// SPDX-License-Identifier: GPL-3.0-or-later

// Kills a program that makes a named memory, or its temporary directory, before each of its system calls in turn, and says how
// many were left once the program's resource tracker was done: killed_maker_probe memory|directory. With one more argument it is
// that program.

#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_start.h"
#include "engine/mp/process/resource_tracker.h"
#include "engine/mp/process/temp_dir.h"
#include "tests/mp/say.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <poolscope/engine.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace poolscope;

namespace {

constexpr Seconds watchdog{60};

// Stands still for its tracer, begins, and stands still again when it has made it.
void make(std::string_view what, const std::string &name) {
    unwrap(resource_tracker::ensure_running());
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    std::optional<SharedMemory> memory;
    if (what == "memory")
        memory.emplace(SharedMemoryOptions{.name = name, .create = true, .size = 64});
    else
        (void)unwrap(temp_dir::get());
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
bool kill_after(int stops, const std::string &what, const std::string &name) {
    posix::SpawnRequest request;
    request.program = "/proc/self/exe";
    request.arguments = {"killed_maker_probe", what, name};
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
        const std::string what = argv[1];
        if (argc == 3)
            return make(what, argv[2]);
        const std::string name = fmt::format("poolscope-killed-{}", ::getpid());
        const std::filesystem::path memory = "/dev/shm/" + name, base = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directory(base);
        ::setenv("TMPDIR", base.c_str(), 1);
        int moments = 1, left = 0;
        for (bool is_in_the_middle = true; is_in_the_middle; ++moments) {
            is_in_the_middle = kill_after(moments, what, name);
            left += std::filesystem::remove(memory) || !std::filesystem::is_empty(base) ? 1 : 0;
            std::filesystem::remove_all(base);
            std::filesystem::create_directory(base);
        }
        std::filesystem::remove(base);
        say(fmt::format("{} moments, {} left", moments > 4 ? "enough" : "too few", left));
    });
}
