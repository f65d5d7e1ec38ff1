// SPDX-License-Identifier: GPL-3.0-or-later
// From start() to the child's first instruction and to the return of join(), by start method and size of the parent, beside
// the bare system calls that bound them: fork, posix_spawn of a program linked as this one, a zygote that only forks.
#include "tests/bench/engine/section.h"

#include "engine/core/base/clock.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace poolscope;

namespace {

constexpr std::string_view empty_program = "--empty-program";
int warm_up = 3, iterations = 40;

// This program with nothing of its own to do: what exec, the dynamic linker and static initialisers cost.
[[gnu::constructor]] void end_an_empty_program(int argc, char **argv, char **) {
    if (argc > 1 && argv[1] == empty_program)
        ::_exit(0);
}

struct Stamp {
    std::string path = fmt::format("/dev/shm/poolscope-bench-{}", ::getpid());
    int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ~Stamp() {
        ::close(fd);
        ::unlink(path.c_str());
    }
    std::int64_t read() const {
        std::int64_t at = 0;
        return ::pread(fd, &at, sizeof at, 0) == sizeof at ? at : 0;
    }
};

void stamp_time(std::string path) {
    const std::int64_t now = monotonic_ns();
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (::pwrite(fd, &now, sizeof now, 0) != sizeof now)
        throw SystemExit{1};
    ::close(fd);
}
POOLSCOPE_TASK(stamp_time);

struct Times {
    std::vector<double> returned, first, joined;
    void add(std::int64_t begun, std::int64_t started, std::int64_t stamped, std::int64_t ended) {
        returned.push_back(static_cast<double>(started - begun) / 1e3);
        if (stamped != 0)
            first.push_back(static_cast<double>(stamped - begun) / 1e3);
        joined.push_back(static_cast<double>(ended - begun) / 1e3);
    }
    void report(std::string_view peer, std::string_view param) const {
        bench::report("A", peer, "start_returns_us", param, returned);
        bench::report("A", peer, "first_instr_us", param, first);
        bench::report("A", peer, "start_to_join_us", param, joined);
    }
};

// `start` gives what `join` waits with.
template <class Start, class Join> Times measure(const Start &start, const Join &join, const Stamp *stamp = nullptr) {
    Times times;
    for (int round = -warm_up; round < iterations; ++round) {
        const std::int64_t begun = monotonic_ns();
        auto child = start();
        const std::int64_t started = monotonic_ns();
        join(child);
        const std::int64_t ended = monotonic_ns();
        if (round >= 0)
            times.add(begun, started, stamp != nullptr ? stamp->read() : 0, ended);
    }
    return times;
}

void join_pid(pid_t pid) {
    int status = 0;
    ::waitpid(pid, &status, 0);
}

Times engine_times(const char *method, const Stamp &stamp) {
    const Context context = get_context(method);
    return measure(
        [&] {
            Process p = context.process(stamp_time, stamp.path);
            p.start();
            return p;
        },
        [](Process &p) { p.join(); }, &stamp);
}

Times raw_fork_times() {
    return measure(
        [] {
            const pid_t pid = ::fork();
            if (pid == 0)
                ::_exit(0);
            return pid;
        },
        join_pid);
}

Times raw_spawn_times() {
    return measure(
        [] {
            char program[] = "/proc/self/exe", argument[] = "--empty-program";
            char *arguments[] = {program, argument, nullptr};
            pid_t pid = 0;
            if (::posix_spawn(&pid, program, nullptr, nullptr, arguments, environ) != 0)
                throw SystemExit{1};
            return pid;
        },
        join_pid);
}

// Made before the parent grows, as the forkserver is.
struct Zygote {
    int socket = -1;
    pid_t pid = 0;

    Zygote() {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
            throw SystemExit{1};
        pid = ::fork();
        if (pid == 0) {
            ::close(ends[0]);
            serve(ends[1]);
        }
        ::close(ends[1]);
        socket = ends[0];
    }
    ~Zygote() {
        ::close(socket);
        join_pid(pid);
    }
    [[noreturn]] static void serve(int socket) {
        char request;
        while (::read(socket, &request, 1) == 1) {
            const pid_t child = ::fork();
            if (child == 0)
                ::_exit(0);
            [[maybe_unused]] auto told = ::write(socket, &child, sizeof child);
            join_pid(child);
            told = ::write(socket, &request, 1);
        }
        ::_exit(0);
    }
    Times times() const {
        return measure(
            [this] {
                pid_t child = 0;
                [[maybe_unused]] auto told = ::write(socket, "", 1);
                told = ::read(socket, &child, sizeof child);
                return child;
            },
            [this](pid_t) {
                char ended;
                [[maybe_unused]] const auto told = ::read(socket, &ended, 1);
            });
    }
};

void run() {
    if (const char *rounds = std::getenv("POOLSCOPE_BENCH_ROUNDS"))
        warm_up = 0, iterations = std::atoi(rounds);
    const char *most = std::getenv("POOLSCOPE_BENCH_RSS");
    const Stamp stamp;
    const Zygote zygote;
    (void)engine_times("forkserver", stamp); // its server is there before the parent grows
    for (const std::size_t megabytes : {std::size_t{10}, most != nullptr ? std::strtoul(most, nullptr, 10) : std::size_t{4096}}) {
        const std::string param = fmt::format("rss{}M", megabytes);
        const std::size_t bytes = megabytes << 20;
        void *ballast = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (ballast == MAP_FAILED)
            continue;
        iterations = bytes > std::size_t{1} << 30 ? std::min(iterations, 6) : iterations; // a fork of gigabytes takes its time
        ::madvise(ballast, bytes, MADV_NOHUGEPAGE);
        std::memset(ballast, 1, bytes);
        raw_fork_times().report("limit: bare fork", param);
        engine_times("fork", stamp).report("poolscope fork", param);
        raw_spawn_times().report("limit: bare spawn of an equal program", param);
        engine_times("spawn", stamp).report("poolscope spawn", param);
        zygote.times().report("limit: bare forkserver", param);
        engine_times("forkserver", stamp).report("poolscope forkserver", param);
        ::munmap(ballast, bytes);
    }
}

const bench::AddSection add("start", 'A', run);

} // namespace
