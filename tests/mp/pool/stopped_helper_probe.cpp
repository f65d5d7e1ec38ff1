// SPDX-License-Identifier: GPL-3.0-or-later

// Whoever makes the workers, a zygote or a forkserver, is stopped while processes end: stopped_helper_probe CASE. Prints what it saw.

#include "tests/mp/answering_server.h"
#include "tests/mp/say.h"
#include "tests/support/footprint.h"

#include <csignal>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <thread>

using namespace poolscope;

static int square(int number) {
    return number * number;
}
POOLSCOPE_TASK(square);

static void wait_for(Connection go) {
    (void)go.recv<bool>();
}
POOLSCOPE_TASK(wait_for);

static pid_t starter() {
    for (const auto &child : active_children())
        if (child.name() == "fork zygote")
            return *child.pid();
    return server_that_answers();
}

// With a start in flight that it does not answer, or without.
static void end_pool(bool is_in_flight, Seconds limit) {
    auto pool = get_context().pool(8);
    say(fmt::format("{}", pool.map(square, std::vector{1, 2, 3}).back()));
    const pid_t stopped = starter();
    ::kill(stopped, SIGSTOP);
    if (is_in_flight) {
        const std::size_t before = open_descriptors();
        pool.resize(9);
        while (open_descriptors() <= before + 1) // the channel of the worker, and its link
            std::this_thread::yield();
    }
    const Deadline soon = Deadline::after(limit);
    pool.terminate();
    pool.join();
    say(soon.has_passed() ? "late" : "soon");
    ::kill(stopped, SIGCONT);
    while (!active_children().empty())
        std::this_thread::yield();
    say("no children");
}

static std::vector<Process> processes_that_wait(Connection for_what) {
    std::vector<Process> all;
    for (int number = 0; number < 4; ++number) {
        all.push_back(process(wait_for, for_what));
        all.back().set_daemon(true);
        all.back().start();
    }
    return all;
}

static void end_program() {
    auto [ours, theirs] = pipe();
    const auto all = processes_that_wait(theirs);
    ::kill(starter(), SIGSTOP);
}

// Nobody tells how they ended: the first is waited for, the others no longer as long.
static void join_all() {
    auto [ours, theirs] = pipe();
    auto all = processes_that_wait(theirs);
    const pid_t stopped = starter();
    ::kill(stopped, SIGSTOP);
    const Deadline soon = Deadline::after(Seconds(40));
    for (Process &one : all) {
        one.kill();
        one.join();
        say(fmt::format("exitcode {}", *one.exitcode()));
    }
    say(soon.has_passed() ? "late" : "soon");
    ::kill(stopped, SIGCONT);
    auto p = process(wait_for, theirs);
    p.start();
    p.kill();
    p.join();
    say(fmt::format("exitcode {}", *p.exitcode()));
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        if (wanted == "end_program")
            return end_program();
        if (wanted == "join_all")
            return join_all();
        wanted == "in_flight" ? end_pool(true, Seconds(5)) : end_pool(false, Seconds(2));
    });
}
