// SPDX-License-Identifier: GPL-3.0-or-later
// How a process begins and ends: its bootstrap, its exit handlers, and what is left when its parent is killed.
#include "tests/mp/conformance/scenario.h"

#include <csignal>
#include <unistd.h>

using namespace poolscope;

static void pause_for_ever() {
    for (;;)
        pause();
}
POOLSCOPE_TASK(pause_for_ever);

static void speak_when_told(Connection in) {
    (void)in.recv<bool>();
    say("grandchild");
}
POOLSCOPE_TASK(speak_when_told);

static void end_in_order() {
    static auto [ours, theirs] = pipe();
    static std::vector<Finalizer> handlers;
    for (const auto &[priority, name] : {std::pair{5, "a"}, {10, "c"}, {-1, "d"}, {5, "e"}, {-5, "f"}})
        handlers.emplace_back(priority, [name = name] { say("{}", name); });
    handlers.emplace_back(0, [] { say("b"); ours.send(true); });
    process(speak_when_told, theirs).start();
    auto daemon = process(pause_for_ever);
    daemon.set_daemon(true);
    daemon.start();
}
POOLSCOPE_TASK(end_in_order);

static void look_around(Connection out) {
    char byte;
    out.send(static_cast<bool>(read(STDIN_FILENO, &byte, 1) == 0));
    out.send(get_start_method());
    out.send(active_children().size());
}
POOLSCOPE_TASK(look_around);

static void watch_parent_end(Connection out) {
    out.send(std::string("here"));
    const auto parent = parent_process();
    parent->join(Seconds(30));
    out.send(std::string(py(parent->is_alive())));
}
POOLSCOPE_TASK(watch_parent_end);

static void start_a_watcher(Connection out) {
    process(watch_parent_end, out).start();
    pause_for_ever();
}
POOLSCOPE_TASK(start_a_watcher);

static void wait_for_parent(Connection out) {
    const auto parent = parent_process();
    out.send(parent->pid() > 0);
    out.send(parent->join(Seconds(0)) || !parent->is_alive());
}
POOLSCOPE_TASK(wait_for_parent);

struct Greeter {
    Connection out;
    std::string whom;
    void run() { out.send(current_process().name() + " greets " + whom); }
};
POOLSCOPE_PROCESS(Greeter);

SCENARIO(process_exit_order) {
    auto p = process(end_in_order);
    p.start();
    p.join();
    say("{}", py(p.exitcode()));
}

SCENARIO(process_bootstrap) {
    auto [ours, theirs] = pipe();
    auto p = process(look_around, theirs);
    p.start();
    say("{}", py(ours.recv<bool>()));
    say("{}", ours.recv<std::string>());
    say("{}", ours.recv<int>());
    p.join();
}

SCENARIO(process_orphan) {
    auto [ours, theirs] = pipe();
    auto p = process(start_a_watcher, theirs);
    p.start();
    say("{}", ours.recv<std::string>());
    theirs.close();
    p.kill();
    p.join();
    std::string alive = "nothing";
    const std::string error = raised([&] { alive = ours.recv<std::string>(); });
    say("{} {}", error, alive);
}

SCENARIO(process_parent) {
    auto [ours, theirs] = pipe();
    auto p = process(wait_for_parent, theirs);
    p.start();
    const bool has_pid = ours.recv<bool>();
    say("{} {}", py(has_pid), py(ours.recv<bool>()));
    p.join();
}

SCENARIO(process_run_override) {
    auto [ours, theirs] = pipe();
    auto p = get_context().process(Greeter{theirs, "bob"});
    say("{}", p.name());
    p.start();
    say("{}", ours.recv<std::string>());
    p.join();
    say("{}", py(p.exitcode()));
}
