// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <csignal>
#include <regex>
#include <unistd.h>

using namespace poolscope;

static void end_at_once() {}
POOLSCOPE_TASK(end_at_once);

static void stay(Connection started) {
    started.send(true);
    for (;;)
        pause();
}
POOLSCOPE_TASK(stay);

static void tell_name(Connection out) {
    out.send(current_process().name());
}
POOLSCOPE_TASK(tell_name);

static void tell_two_names(Connection out) {
    for (int number = 0; number < 2; ++number) {
        auto p = process(tell_name, out);
        p.start();
        p.join();
    }
}
POOLSCOPE_TASK(tell_two_names);

static void start_in_a_daemon(Connection out) {
    out.send(static_cast<bool>(current_process().daemon()));
    out.send(raised([] { process(end_at_once).start(); }));
}
POOLSCOPE_TASK(start_in_a_daemon);

static void tell_key(Connection out) {
    out.send(Bytes{authkey().bytes()});
}
POOLSCOPE_TASK(tell_key);

static void compare_key(AuthenticationString key, Connection out) {
    out.send(key == authkey());
}
POOLSCOPE_TASK(compare_key);

static void exit_with_text(std::string text) {
    throw SystemExit{text};
}
POOLSCOPE_TASK(exit_with_text);

static void exit_with_nothing() {
    throw SystemExit{};
}
POOLSCOPE_TASK(exit_with_nothing);

static void stay_with_default_signals(Connection started) {
    std::signal(SIGINT, SIG_DFL);
    stay(started);
}
POOLSCOPE_TASK(stay_with_default_signals);

// As Python's repr, but for the pids.
static std::string shown(Process &p) {
    return std::regex_replace(p.repr(), std::regex("(pid|parent)=[0-9]+"), "$1=N");
}

SCENARIO(process_construction) {
    auto p = process(end_at_once);
    say("children {} exitcode {}", active_children().size(), py(p.exitcode()));
    say("{}", py(p.daemon()));
}

SCENARIO(process_identity) {
    auto [ours, theirs] = pipe();
    for (int number = 0; number < 2; ++number) {
        auto p = process(tell_two_names, theirs);
        p.start();
        say("{}", ours.recv<std::string>());
        say("{}", ours.recv<std::string>());
        p.join();
    }
}

SCENARIO(process_names_travel) {
    auto [ours, theirs] = pipe();
    for (int number = 0; number < 2; ++number) {
        auto p = process(tell_name, theirs);
        p.set_name("Erika");
        p.start();
        say("{}", ours.recv<std::string>());
        p.join();
    }
}

SCENARIO(process_daemon) {
    auto [ours, theirs] = pipe();
    auto p = process(start_in_a_daemon, theirs);
    say("{}", py(p.daemon()));
    p.set_daemon(true);
    p.start();
    const bool is_daemon = ours.recv<bool>();
    say("{} {}", py(is_daemon), ours.recv<std::string>());
    p.join();
    ProcessOptions options;
    options.daemon = true;
    say("{}", py(get_context().process(options, end_at_once).daemon()));
}

SCENARIO(process_repr) {
    auto [ours, theirs] = pipe();
    auto p = process(stay, theirs);
    say("{}", shown(p));
    p.set_name("it's");
    p.set_daemon(true);
    say("{}", shown(p));
    p.start();
    (void)ours.recv<bool>();
    say("{}", shown(p));
    p.terminate();
    p.join();
    say("{}", shown(p));
    p.close();
    say("{}", shown(p));
    auto fine = get_context("fork").process(end_at_once);
    fine.start();
    fine.join();
    say("{}", shown(fine));
    for (const int signal : {SIGABRT, SIGRTMIN, SIGRTMIN + 1, SIGRTMAX}) {
        auto ended = get_context("fork").process([signal] { raise(signal); });
        ended.start();
        ended.join();
        say("{}", shown(ended));
    }
}

SCENARIO(process_of_another) {
    auto [ours, theirs] = pipe();
    auto other = process(stay, theirs);
    other.start();
    (void)ours.recv<bool>();
    auto p = get_context("fork").process([&other] {
        say("{}", shown(other));
        say("{} {}", raised([&] { other.join(); }), raised([&] { (void)other.is_alive(); }));
    });
    p.start();
    p.join();
    auto unstarted = process(end_at_once);
    auto q = get_context("fork").process([&unstarted] { say("{}", raised([&] { unstarted.start(); })); });
    q.start();
    q.join();
    other.kill();
    other.join();
}

SCENARIO(process_authkey) {
    auto [ours, theirs] = pipe();
    say("{}", authkey().size());
    auto p = process(tell_key, theirs);
    say("{}", py(p.authkey() == authkey()));
    p.start();
    say("{}", py(ours.recv<Bytes>().data == authkey().bytes()));
    p.join();
    auto q = process(tell_key, theirs);
    q.set_authkey(AuthenticationString("secret"));
    q.start();
    say("{}", ours.recv<Bytes>().data);
    q.join();
    say("{}", raised([&] { theirs.send(authkey()); }));
    auto r = process(compare_key, authkey(), theirs);
    r.start();
    say("{}", py(ours.recv<bool>()));
    r.join();
}

SCENARIO(process_closed) {
    auto p = process(end_at_once);
    p.start();
    p.join();
    p.close();
    say("pid {}", raised([&] { (void)p.pid(); }));
    say("ident {}", raised([&] { (void)p.ident(); }));
    say("sentinel {}", raised([&] { (void)p.sentinel(); }));
    say("terminate {}", raised([&] { p.terminate(); }));
    say("kill {}", raised([&] { p.kill(); }));
    say("name {}", raised([&] { (void)p.name(); }));
    say("daemon {}", raised([&] { (void)p.daemon(); }));
    say("close {}", raised([&] { p.close(); }));
}

SCENARIO(process_signal_before_start) {
    auto p = process(end_at_once);
    say("{}", raised([&] { p.terminate(); }));
    say("{}", raised([&] { p.kill(); }));
    p.start();
    p.join();
    say("{}", raised([&] { p.terminate(); }));
}

SCENARIO(process_interrupt) {
    auto [ours, theirs] = pipe();
    for (const bool has_default : {false, true}) {
        auto p = has_default ? process(stay_with_default_signals, theirs) : process(stay, theirs);
        p.start();
        (void)ours.recv<bool>();
        p.interrupt();
        p.join();
        say("{}", py(p.exitcode()));
    }
}

SCENARIO(process_exit_texts) {
    dup2(STDOUT_FILENO, STDERR_FILENO);
    auto p = process(exit_with_text, "good bye");
    p.start();
    p.join();
    say("{}", py(p.exitcode()));
    auto q = process(exit_with_nothing);
    q.start();
    q.join();
    say("{}", py(q.exitcode()));
}
