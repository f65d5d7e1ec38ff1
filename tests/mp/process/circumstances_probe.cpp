// SPDX-License-Identifier: GPL-3.0-or-later

// What circumstances_test has done: circumstances_probe CASE, started by the method in POOLSCOPE_START_METHOD. Prints what it saw.

#include "engine/mp/process/resource_tracker.h"
#include "tests/mp/answering_server.h"
#include "tests/mp/say.h"
#include "tests/mp/shortage.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <poolscope/engine.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;

static void nothing() {}
POOLSCOPE_TASK(nothing);

static int square(int number) {
    return number * number;
}
POOLSCOPE_TASK(square);

static void wait_for(Connection go) {
    (void)go.recv<bool>();
}
POOLSCOPE_TASK(wait_for);

static void take_all(std::vector<Connection>) {}
POOLSCOPE_TASK(take_all);

static std::string name_of(int fd) {
    char name[256];
    const ssize_t size = readlink(fmt::format("/proc/self/fd/{}", fd).c_str(), name, sizeof name);
    return size < 0 ? "nothing" : std::string(name, static_cast<std::size_t>(size));
}

static void tell_standard_descriptors(Connection out) {
    out.send(fmt::format("{} {} parent {}", name_of(0), name_of(1), parent_process()->is_alive()));
}
POOLSCOPE_TASK(tell_standard_descriptors);

static const auto object_with_a_hook = std::make_shared<int>(0);
static const bool has_hook = [] {
    register_after_fork(object_with_a_hook, [](int &) {
        if (std::getenv("POOLSCOPE_TEST_HOOK") != nullptr)
            say("hook");
    });
    return true;
}();

static void start_one() {
    auto p = process(nothing);
    p.start();
    p.join();
    say(fmt::format("exitcode {}", *p.exitcode()));
}

static void refused() {
    for (const auto &call : {std::function<void()>([] { (void)SharedMemory({.name = "poolscope-no-such"}); }), std::function<void()>([] { Connection(-1); })})
        try {
            call();
        } catch (const Exception &error) {
            say(error.what());
        }
}

// As a program with a thread for what a person types.
static void reader() {
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    ::dup2(ends[0], STDIN_FILENO);
    std::thread reads([] {
        ::flockfile(stdin);
        (void)std::getc(stdin);
        ::funlockfile(stdin);
    });
    while (::ftrylockfile(stdin) == 0) {
        ::funlockfile(stdin);
        std::this_thread::yield();
    }
    start_one();
    if (::write(ends[1], "x", 1) == 1)
        reads.join();
}

static void too_many_descriptors() {
    auto [ours, theirs] = pipe();
    auto other = process(wait_for, theirs);
    other.start();
    std::vector<Connection> many;
    while (many.size() < 300) {
        auto [one, another] = pipe();
        many.push_back(one);
        many.push_back(another);
    }
    auto p = process(take_all, many);
    try {
        p.start();
        p.join();
        say("taken");
    } catch (const ValueError &error) {
        say(std::string(error.what()).substr(0, 12));
    }
    ours.send(true);
    other.join();
    say(fmt::format("the other one {}", *other.exitcode()));
}

// Nobody but the kernel, or a wait(2) of the program's own, has the exit code.
static void ends_for_somebody_else(bool is_ignored) {
    if (is_ignored)
        ::signal(SIGCHLD, SIG_IGN);
    auto [ours, theirs] = pipe();
    auto p = process(wait_for, theirs);
    p.start();
    ours.send(true);
    if (!is_ignored)
        ::waitpid(*p.pid(), nullptr, 0);
    const bool has_ended = p.join(Seconds(60));
    say(fmt::format("{} {}", has_ended, p.is_alive() ? "alive" : "gone"));
    say(fmt::format("exitcode {} children {}", *p.exitcode(), active_children().size()));
    p.close();
    auto workers = get_context().pool(2);
    say(fmt::format("{}", workers.map(square, std::vector{1, 2, 3}).back()));
    workers.close();
    workers.join();
}

static void standard_descriptors() {
    auto [ours, theirs] = pipe();
    auto p = process(tell_standard_descriptors, theirs);
    p.start();
    const auto told = ours.recv<std::string>();
    p.join();
    fmt::print(stderr, "{} | {}\n", name_of(0), told);
}

static bool dies_of_making = false;

// Whoever makes a name in /dev/shm may be killed before it does anything else.
extern "C" int shm_open(const char *name, int flags, mode_t mode) {
    const int fd = ::open(fmt::format("/dev/shm{}", name).c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode);
    if (fd >= 0 && dies_of_making) {
        say(name);
        ::raise(SIGKILL);
    }
    return fd;
}

static void make_and_die() {
    dies_of_making = true;
    SharedMemory({.create = true, .size = 1, .named = true});
}
POOLSCOPE_TASK(make_and_die);

static void killed_maker() {
    auto p = process(make_and_die);
    p.start();
    p.join();
    say(fmt::format("exitcode {}", *p.exitcode()));
}

static pid_t start_tracker() {
    unwrap(resource_tracker::ensure_running());
    std::ifstream children(fmt::format("/proc/self/task/{}/children", getpid()));
    pid_t tracker = 0;
    children >> tracker;
    return tracker;
}

static void killed_tracker() {
    const pid_t tracker = start_tracker();
    ::kill(tracker, SIGKILL);
    siginfo_t info;
    ::waitid(P_PID, static_cast<id_t>(tracker), &info, WEXITED | WNOWAIT);
    unwrap(resource_tracker::ensure_running());
    say(fmt::format("{} {}", resource_tracker::descriptor_if_alive() ? "alive" : "dead", ::kill(tracker, 0) == 0 ? "a zombie" : "buried"));
}

// It is stopped until its pipe is full: a registration is refused and leaves nothing behind, others may let go of what they
// have, and when it goes on it knows what is whose. The last one is left for it to remove.
static void stopped_tracker(const std::string &prefix, bool registers_again) {
    const pid_t tracker = start_tracker();
    ::fcntl(unwrap(resource_tracker::descriptor()), F_SETPIPE_SZ, 4096);
    ::kill(tracker, SIGSTOP);
    std::vector<SharedMemory> made;
    const auto make = [&] { made.emplace_back(SharedMemoryOptions{.name = fmt::format("{}-{}", prefix, made.size()), .create = true, .size = 1}); };
    const auto is_there = [](const std::string &name) { return ::access(("/dev/shm/" + name).c_str(), F_OK) == 0; };
    const auto begin = monotonic_ns();
    std::string refused;
    while (refused.empty())
        try {
            make();
        } catch (const TimeoutError &error) {
            refused = error.what();
        }
    const std::string pid = std::to_string(tracker);
    for (std::size_t at; (at = refused.find(pid)) != std::string::npos;)
        refused.replace(at, pid.size(), "PID");
    say(refused);
    say(fmt::format("{} {}", monotonic_ns() - begin < 15'000'000'000 ? "soon" : "late", is_there(fmt::format("{}-{}", prefix, made.size())) ? "left" : "nothing left"));
    for (std::size_t index = 1; index < made.size(); ++index)
        made[index].unlink();
    std::ofstream("/dev/shm/" + prefix + "-1") << "another program's";
    ::kill(tracker, SIGCONT);
    if (registers_again) {
        make();
        made.back().unlink();
    }
    say(is_there(prefix + "-0") ? "one is left" : "none is left");
}

// Of as many names as the tracker's pipe has room for, while it is stopped.
static std::vector<SharedMemory> names_of(const std::string &prefix) {
    std::vector<SharedMemory> made;
    for (;;)
        try {
            made.emplace_back(SharedMemoryOptions{.name = fmt::format("{}-{}", prefix, made.size()), .create = true, .size = 1});
        } catch (const TimeoutError &) {
            return made;
        }
}

static void unlink_and_die(std::string prefix) {
    for (SharedMemory &memory : names_of(prefix))
        memory.unlink();
    ::raise(SIGKILL);
}
POOLSCOPE_TASK(unlink_and_die);

// A child has no room to tell the tracker what it unlinked, and is killed. Another program has one of the names by then.
static void killed_in_debt(const std::string &prefix) {
    const pid_t tracker = start_tracker();
    ::fcntl(unwrap(resource_tracker::descriptor()), F_SETPIPE_SZ, 4096);
    ::kill(tracker, SIGSTOP);
    auto p = process(unlink_and_die, prefix);
    p.start();
    p.join();
    say(fmt::format("exitcode {}", *p.exitcode()));
    std::ofstream("/dev/shm/" + prefix + "-1") << "another program's";
    ::kill(tracker, SIGCONT);
}

static std::string outcome_of_a_start() {
    try {
        auto p = process(nothing);
        p.start();
        p.join();
        return fmt::format("exitcode {}", *p.exitcode());
    } catch (const OSError &error) {
        return error.what();
    }
}

// The forkserver cannot start anybody for a while; who is there already is not hurt.
static void short_server(std::string_view of_what) {
    become_nobody();
    auto [ours, theirs] = pipe();
    auto before = process(wait_for, theirs);
    before.start();
    const int server = server_that_answers();
    {
        const Shortage shortage(server, of_what == "processes" ? RLIMIT_NPROC : RLIMIT_NOFILE);
        for (int time = 0; time < 2; ++time)
            say(outcome_of_a_start());
    }
    say(outcome_of_a_start());
    ours.send(true);
    before.join();
    say(fmt::format("exitcode {}", *before.exitcode()));
    say(server_that_answers() == server ? "served on" : "another server");
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        const std::pair<std::string_view, std::function<void()>> cases[] = {
            {"start", start_one},
            {"refused", refused},
            {"reader", reader},
            {"too_many_descriptors", too_many_descriptors},
            {"sigchld_ignored", [] { ends_for_somebody_else(true); }},
            {"waited_for", [] { ends_for_somebody_else(false); }},
            {"standard_descriptors", standard_descriptors},
            {"killed_tracker", killed_tracker},
            {"killed_maker", killed_maker},
            {"killed_in_debt", [&] { killed_in_debt(argv[2]); }},
            {"short_server", [&] { short_server(argv[2]); }},
            {"stopped_tracker", [&] { stopped_tracker(argv[2], argc > 3); }}};
        for (const auto &[name, action] : cases)
            if (name == wanted)
                return action();
        throw SystemExit{2};
    });
}
