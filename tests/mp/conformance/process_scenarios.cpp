// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <unistd.h>

using namespace poolscope;

static void do_nothing() {}
POOLSCOPE_TASK(do_nothing);

static void exit_with(int code) {
    throw SystemExit{code};
}
POOLSCOPE_TASK(exit_with);

static void throw_error(std::string what) {
    throw std::runtime_error(what);
}
POOLSCOPE_TASK(throw_error);

static void kill_self(int signal) {
    std::signal(signal, SIG_DFL);
    kill(getpid(), signal);
}
POOLSCOPE_TASK(kill_self);

static void wait_for_ever(Connection started) {
    started.send(getpid());
    for (;;)
        pause();
}
POOLSCOPE_TASK(wait_for_ever);

static void tell_who(Connection out) {
    const auto parent = parent_process();
    out.send(current_process().name());
    out.send(parent ? parent->name() : std::string("None"));
    out.send(parent && parent->is_alive());
    out.send(static_cast<bool>(current_process().daemon()));
}
POOLSCOPE_TASK(tell_who);

static void start_a_child(Connection out) {
    auto p = process(tell_who, out);
    p.start();
    p.join();
}
POOLSCOPE_TASK(start_a_child);

static void take_queue(Queue<int>) {}
POOLSCOPE_TASK(take_queue);

SCENARIO(process_life) {
    auto p = process(do_nothing);
    say("pid {} exitcode {} alive {}", p.pid() ? "int" : "None", py(p.exitcode()), py(p.is_alive()));
    p.start();
    say("pid {}", p.pid() ? "int" : "None");
    p.join();
    say("exitcode {} alive {}", py(p.exitcode()), py(p.is_alive()));
    p.join();
    p.close();
    p.close();
    say("{}", raised([&] { p.join(); }));
}

SCENARIO(process_names) {
    auto p1 = process(do_nothing), p2 = process(do_nothing);
    say("{} {}", p1.name(), p2.name());
    p1.set_name("Erika");
    say("{}", p1.name());
    for (const char *method : {"spawn", "fork", "forkserver"})
        say("{}", get_context(method).process(do_nothing).name());
}

SCENARIO(process_exit_codes) {
    for (const int code : {0, 1, 7, 255, 256, -1}) {
        auto p = process(exit_with, code);
        p.start();
        p.join();
        say("exit {} gives {}", code, py(p.exitcode()));
    }
    for (const int signal : {SIGTERM, SIGKILL, SIGSEGV}) {
        auto p = process(kill_self, signal);
        p.start();
        p.join();
        say("signal {} gives {}", signal, py(p.exitcode()));
    }
    auto p = process(throw_error, "no such row");
    p.start();
    p.join();
    say("exception gives {}", py(p.exitcode()));
}

SCENARIO(process_misuse) {
    auto p = process(do_nothing);
    say("join before start {}", raised([&] { p.join(); }));
    say("sentinel before start {}", raised([&] { (void)p.sentinel(); }));
    p.start();
    say("second start {}", raised([&] { p.start(); }));
    say("daemon after start {}", raised([&] { p.set_daemon(true); }));
    p.join();
    p.close();
    say("start after close {}", raised([&] { p.start(); }));
    say("is_alive after close {}", raised([&] { (void)p.is_alive(); }));
    say("exitcode after close {}", raised([&] { (void)p.exitcode(); }));
}

SCENARIO(process_terminate_and_kill) {
    for (const bool hard : {false, true}) {
        auto [ours, theirs] = pipe();
        auto p = process(wait_for_ever, theirs);
        p.start();
        (void)ours.recv<int>();
        say("close while running {}", raised([&] { p.close(); }));
        say("alive {}", py(p.is_alive()));
        p.join(Seconds(0));
        p.join(Seconds(-1));
        say("exitcode {}", py(p.exitcode()));
        hard ? p.kill() : p.terminate();
        p.join();
        say("exitcode {}", py(p.exitcode()));
        hard ? p.kill() : p.terminate();
    }
}

SCENARIO(process_sentinel) {
    auto [ours, theirs] = pipe();
    auto p = process(wait_for_ever, theirs);
    p.start();
    (void)ours.recv<int>();
    say("ready {}", connection::wait({p.sentinel()}, Seconds(0)).size());
    p.kill();
    say("ready {}", connection::wait({p.sentinel()}, Seconds(30)).size());
    p.join();
}

SCENARIO(process_children) {
    auto [ours, theirs] = pipe();
    auto p = process(wait_for_ever, theirs);
    p.start();
    (void)ours.recv<int>();
    say("children {}", active_children().size());
    p.kill();
    p.join();
    say("children {}", active_children().size());
}

SCENARIO(process_who_am_i) {
    auto [ours, theirs] = pipe();
    say("{} {}", current_process().name(), parent_process() ? "some" : "None");
    auto p = process(tell_who, theirs);
    p.start();
    say("{}", ours.recv<std::string>());
    say("{}", ours.recv<std::string>());
    say("{}", py(ours.recv<bool>()));
    say("{}", py(ours.recv<bool>()));
    p.join();
}

SCENARIO(process_nested) {
    auto [ours, theirs] = pipe();
    auto p = process(start_a_child, theirs);
    p.start();
    say("{}", ours.recv<std::string>());
    say("{}", ours.recv<std::string>());
    say("{}", py(ours.recv<bool>()));
    p.join();
    say("exitcode {}", py(p.exitcode()));
}

SCENARIO(context_methods) {
    say("{}", raised([] { (void)get_context("thread"); }));
    const std::string method = get_start_method();
    say("{}", method == "spawn" || method == "fork" || method == "forkserver" ? "fixed" : method);
    say("{}", raised([] { set_start_method("spawn"); }));
    say("{}", get_context("fork").start_method() == StartMethod::fork ? "fork" : "other");
}

SCENARIO(context_mixing) {
    auto q = get_context("fork").queue<int>();
    for (const char *method : {"spawn", "forkserver"})
        say("{}", raised([&] {
                auto p = get_context(method).process(take_queue, q);
                p.start();
                p.join();
            }) == "nothing"
                      ? "started"
                      : "refused");
}
