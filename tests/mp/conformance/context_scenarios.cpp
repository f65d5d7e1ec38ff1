// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <filesystem>
#include <fmt/ranges.h>
#include <unistd.h>

using namespace poolscope;

static int changed = 1;

static void tell_changed(Connection out) {
    out.send(changed);
}
POOLSCOPE_TASK(tell_changed);

static void tell_module(Connection out) {
    out.send(module_name());
}
POOLSCOPE_TASK(tell_module);

static void tell_place(Connection out) {
    out.send(std::filesystem::current_path().string());
    out.send(static_cast<int>(get_logger().level()));
    out.send(get_start_method());
}
POOLSCOPE_TASK(tell_place);

static void tell_server(Connection out) {
    out.send(getppid());
}
POOLSCOPE_TASK(tell_server);

static void tell_servers(Connection out) {
    out.send(getppid());
    out.send(raised([&] {
        auto p = get_context("forkserver").process(tell_server, out);
        p.start();
        p.join();
    }));
}
POOLSCOPE_TASK(tell_servers);

static void end_soon() {}
POOLSCOPE_TASK(end_soon);

static void take_lock(Lock lock, Connection out) {
    out.send(lock.acquire(true, Seconds(0)));
}
POOLSCOPE_TASK(take_lock);

SCENARIO(context_all_methods) {
    say("{}", fmt::join(get_all_start_methods(), " "));
}

SCENARIO(context_setting) {
    set_start_method(std::nullopt, start_methods::Force::yes);
    say("{}", get_start_method(AllowNone::yes).value_or("None"));
    say("{}", raised([] { set_start_method("thread"); }));
    freeze_support(1, nullptr);
    say("{}", get_start_method(AllowNone::yes).value_or("None"));
    (void)get_start_method();
    say("{}", get_start_method(AllowNone::yes) ? "fixed" : "None");
    say("{}", raised([] { set_start_method("spawn"); }));
    say("{}", raised([] { set_start_method("thread"); }));
    say("{}", raised([] { set_start_method("thread", start_methods::Force::yes); }));
    set_start_method("spawn", start_methods::Force::yes);
    say("{}", get_start_method());
    say("{}", raised([] { get_context("fork").set_start_method("spawn"); }));
    say("{} {}", get_context("fork").get_start_method(), get_context().get_start_method());
    set_start_method(std::nullopt, start_methods::Force::yes);
    (void)get_context();
    say("{}", get_start_method(AllowNone::yes) ? "fixed" : "None");
    set_start_method("fork", start_methods::Force::yes);
    say("{}", get_context().process(end_soon).name());
    say("{}", process(end_soon).name());
}

SCENARIO(context_memory) {
    auto [ours, theirs] = pipe();
    changed = 42;
    auto p = process(tell_changed, theirs);
    p.start();
    say("{}", ours.recv<int>());
    p.join();
}

SCENARIO(context_main_module) {
    auto [ours, theirs] = pipe();
    say("{}", module_name());
    auto p = process(tell_module, theirs);
    p.start();
    say("{}", ours.recv<std::string>());
    p.join();
}

SCENARIO(context_place) {
    auto [ours, theirs] = pipe();
    get_context("forkserver").process(end_soon).start(); // a server from before
    std::filesystem::current_path("/");
    get_logger().set_level(LogLevel::error);
    auto p = process(tell_place, theirs);
    p.start();
    say("{}", ours.recv<std::string>());
    say("{}", ours.recv<int>());
    say("{}", py(ours.recv<std::string>() == get_start_method()));
    p.join();
}

SCENARIO(context_nested_servers) {
    auto [ours, theirs] = pipe();
    for (const char *method : {"forkserver", "spawn", "fork"}) {
        auto first = get_context("forkserver").process(tell_server, theirs);
        first.start();
        const int server = ours.recv<int>();
        first.join();
        auto p = get_context(method).process(tell_servers, theirs);
        p.start();
        (void)ours.recv<int>();
        // The grandchild speaks before its parent says how its start went.
        const auto next = ours.recv();
        if (const auto *error = next.get_if<std::string>())
            say("{} {}", method, *error);
        else
            say("{} {} {}", method, py(*next.get_if<std::int64_t>() == server), ours.recv<std::string>());
        p.join();
    }
}

SCENARIO(context_inheritance_only) {
    auto [ours, theirs] = pipe();
    say("{}", raised([&] { theirs.send(get_context("spawn").lock()); }));
    say("{}", raised([&] { theirs.send(get_context("spawn").queue<int>()); }));
}

SCENARIO(context_spawn_lock_under_fork) {
    auto [ours, theirs] = pipe();
    const Lock lock = get_context("spawn").lock();
    auto p = get_context("fork").process(take_lock, lock, theirs);
    p.start();
    say("{}", py(ours.recv<bool>()));
    p.join();
}

SCENARIO(context_exceptions) {
    say("{} {} {}", py(std::is_base_of_v<ProcessError, BufferTooShort>), py(std::is_base_of_v<ProcessError, poolscope::TimeoutError>),
        py(std::is_base_of_v<ProcessError, AuthenticationError>));
    allow_connection_pickling();
}

SCENARIO(context_cpu_count) {
    say("{}", cpu_count());
    say("{}", process_cpu_count());
}

SCENARIO(context_executable) {
    set_executable("/nonexistent/program");
    auto p = get_context("spawn").process(end_soon);
    say("{}", raised([&] {
        p.start();
        p.join();
    }));
    say("{}", py(p.exitcode()));
    set_executable({});
}
