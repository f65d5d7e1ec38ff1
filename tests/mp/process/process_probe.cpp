// SPDX-License-Identifier: GPL-3.0-or-later

// What process_test has done outside of a process with Qt Test's threads: process_probe CASE, under the default start
// method that the environment names. Prints what it saw.

#include "engine/core/posix/pidfd.h"
#include "tests/mp/say.h"
#include "tests/support/footprint.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;

static void tell_pid_and_stay(Connection out) {
    out.send(getpid());
    for (;;)
        pause();
}
POOLSCOPE_TASK(tell_pid_and_stay);

static void start_one_and_stay(Connection out) {
    auto p = process(tell_pid_and_stay, out);
    p.start();
    for (;;)
        pause();
}
POOLSCOPE_TASK(start_one_and_stay);

static void nothing() {}
POOLSCOPE_TASK(nothing);

static int slow(int) {
    for (;;)
        pause();
}
POOLSCOPE_TASK(slow);

// Which of 100…109 a child has.
static void tell_descriptors(Connection out) {
    std::string seen;
    for (int fd = 100; fd < 110; ++fd)
        seen += fcntl(fd, F_GETFD) >= 0 ? 'x' : '.';
    out.send(seen);
}
POOLSCOPE_TASK(tell_descriptors);

// A tree of everything that could outlive a parent, then its pids; the test then kills this process.
static void tree() {
    auto [ours, theirs] = pipe();
    auto direct = process(tell_pid_and_stay, theirs);
    direct.start();
    auto nested = process(start_one_and_stay, theirs);
    nested.start();
    Pool pool(3);
    auto pending = pool.map_async(slow, std::vector{1, 2, 3});
    say(fmt::format("pid {}", ours.recv<int>()));
    say(fmt::format("pid {}", ours.recv<int>()));
    for (const pid_t pid : pool.worker_pids())
        say(fmt::format("pid {}", pid));
    say("ready");
    pending.wait();
}

static void start_and_report(Process p) {
    try {
        p.start();
        p.join();
        say(fmt::format("exitcode {}", *p.exitcode()));
    } catch (const TypeError &error) {
        say(error.what());
    }
}

static void lambda() {
    int local = 7;
    start_and_report(process([&local] { throw SystemExit{local}; }));
}

static void not_a_task(int) {}
static void unregistered() {
    start_and_report(process(not_a_task, 1));
}

static void hygiene() {
    for (int fd = 100; fd < 110; ++fd)
        dup2(STDERR_FILENO, fd); // not close-on-exec, as other libraries leave them
    auto [ours, theirs] = pipe();
    auto p = process(tell_descriptors, theirs);
    p.start();
    say(ours.recv<std::string>());
    p.join();
}

static void cycles() {
    const auto cycle = [] {
        auto q = queue<int>();
        auto [ours, theirs] = pipe();
        auto p = process(nothing);
        p.start();
        p.join();
        p.close();
    };
    for (int round = 0; round < 5; ++round)
        cycle();
    const std::size_t before = open_descriptors();
    for (int round = 0; round < 100; ++round)
        cycle();
    say(fmt::format("descriptors {} zombies {}", open_descriptors() - before, active_children().size()));
}

static void many_at_once() {
    std::vector<Process> all;
    for (int number = 0; number < 100; ++number) {
        all.push_back(process(nothing));
        all.back().start();
    }
    int clean = 0;
    for (Process &p : all) {
        p.join();
        clean += p.exitcode() == 0;
    }
    say(fmt::format("clean {}", clean));
}

static void tell_length(std::string text, Connection out) {
    out.send(text.size());
}
POOLSCOPE_TASK(tell_length);
static void big_argument() {
    auto [ours, theirs] = pipe();
    auto p = process(tell_length, std::string(5'000'000, 'x'), theirs);
    p.start();
    say(fmt::format("{}", ours.recv<std::size_t>()));
    p.join();
}

static void threads() {
    std::thread other([] { pause(); });
    other.detach();
    start_and_report(process(nothing));
}

static int parent_of(int pid) {
    char path[64], text[512] = {};
    std::snprintf(path, sizeof path, "/proc/%d/stat", pid);
    const int fd = open(path, O_RDONLY);
    int parent = 0;
    if (read(fd, text, sizeof text - 1) > 0)
        std::sscanf(std::strrchr(text, ')') + 2, "%*c %d", &parent);
    close(fd);
    return parent;
}

static void kill_server() {
    auto [ours, theirs] = pipe();
    auto victim = process(tell_pid_and_stay, theirs);
    victim.start();
    const int server = parent_of(ours.recv<int>());
    const UniqueFd death = unwrap(posix::open_pidfd(server));
    ::kill(server, SIGKILL);
    (void)connection::wait({death.get()}, Seconds(30)); // a start in flight would fail, cleanly: this one comes after
    auto after = process(nothing);
    after.start();
    after.join();
    say(fmt::format("after {}", *after.exitcode()));
    victim.kill();
    victim.join();
    say(fmt::format("victim {}", *victim.exitcode()));
}

// A daemon that ignores SIGTERM, and would end by itself a while later.
static void ignore_sigterm(int seconds, Connection ready) {
    std::signal(SIGTERM, SIG_IGN);
    ready.send(true);
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    say("ended by itself");
}
POOLSCOPE_TASK(ignore_sigterm);
static void stubborn(int seconds) {
    auto [ours, theirs] = pipe();
    auto p = process(ignore_sigterm, seconds, theirs);
    p.set_daemon(true);
    p.start();
    (void)ours.recv<bool>();
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        if (wanted == "stubborn" && argc > 2)
            return stubborn(std::atoi(argv[2]));
        const std::pair<std::string_view, void (*)()> cases[] = {
            {"tree", tree},     {"lambda", lambda},     {"unregistered", unregistered}, {"hygiene", hygiene},
            {"cycles", cycles}, {"many", many_at_once}, {"big", big_argument},          {"threads", threads},
            {"kill_server", kill_server}};
        for (const auto &[name, action] : cases)
            if (name == wanted)
                return action();
        throw SystemExit{2};
    });
}
