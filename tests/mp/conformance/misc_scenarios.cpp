// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace poolscope;

static void log_a_line() {
    get_logger().warning("from the child");
}
POOLSCOPE_TASK(log_a_line);

static void tell_temp_dir(Connection out) {
    out.send(get_temp_dir());
}
POOLSCOPE_TASK(tell_temp_dir);

static void take_handle(Connection in) {
    const UniqueFd fd = recv_handle(in);
    char text[6] = {};
    in.send(std::string(text, static_cast<std::size_t>(::read(fd.get(), text, 5))));
}
POOLSCOPE_TASK(take_handle);

SCENARIO(misc_logger) {
    dup2(STDOUT_FILENO, STDERR_FILENO);
    log_to_stderr();
    say("{} {}", Logger::name, py(get_logger().is_enabled_for(LogLevel::info)));
    get_logger().warning("careful");
    get_logger().info("not shown");
    auto p = process(log_a_line);
    p.start();
    p.join();
    log_to_stderr(LogLevel::debug);
    get_logger().debug("shown");
    say("{} {}", static_cast<int>(LogLevel::subdebug), static_cast<int>(LogLevel::subwarning));
    get_logger().log(LogLevel::subwarning, "shown too");
    get_logger().set_level(LogLevel::error);
    auto q = process(log_a_line);
    q.start();
    q.join();
}

SCENARIO(misc_process_log) {
    dup2(STDOUT_FILENO, STDERR_FILENO);
    auto warm = process(log_a_line);
    log_to_stderr(LogLevel::error);
    warm.start();
    warm.join();
    log_to_stderr(LogLevel::info);
    auto p = process(log_a_line);
    p.start();
    p.join();
    get_logger().set_level(LogLevel::error);
}

SCENARIO(misc_finalize) {
    Finalize called([] { say("called"); }), cancelled([] { say("cancelled"); });
    say("{}", py(called.still_active()));
    called();
    called();
    say("{}", py(called.still_active()));
    cancelled.cancel();
    say("{}", py(cancelled.still_active()));
    cancelled();
    {
        const Finalize with_its_object([] { say("its object is gone"); });
    }
    Finalize of_the_parent([] { say("by hand"); });
    auto p = get_context("fork").process([&] {
        of_the_parent();
        say("child {}", py(of_the_parent.still_active()));
    });
    p.start();
    p.join();
    of_the_parent();
}

SCENARIO(misc_after_fork) {
    struct Object {
        const char *name;
    };
    const auto first = std::make_shared<Object>(Object{"first"}), second = std::make_shared<Object>(Object{"second"});
    auto gone = std::make_shared<Object>(Object{"gone"});
    const auto tell = [](Object &object) { say("{}", object.name); };
    register_after_fork(first, tell);
    register_after_fork(gone, tell);
    register_after_fork(first, [](Object &) { throw std::runtime_error("logged only"); });
    register_after_fork(second, tell);
    gone.reset();
    auto p = get_context("fork").process([] { say("child"); });
    p.start();
    p.join();
    say("{}", py(p.exitcode()));
}

SCENARIO(misc_fork_aware) {
    static ForkAwareThreadLock lock;
    static ForkAwareLocal<int> local;
    local.get() = 5;
    const std::lock_guard held(lock);
    auto p = get_context("fork").process([] {
        say("{} {}", py(lock.try_lock()), local.get());
    });
    p.start();
    p.join();
    say("{} {}", py(lock.try_lock()), local.get());
}

SCENARIO(misc_temp_dir) {
    const std::string folder = get_temp_dir();
    struct stat made {};
    stat(folder.c_str(), &made);
    say("{} {:o}", std::filesystem::path(folder).filename().string().substr(0, 5), made.st_mode & 0777);
    say("{}", py(get_temp_dir() == folder));
    auto [ours, theirs] = pipe();
    auto p = process(tell_temp_dir, theirs);
    p.start();
    say("{}", py(ours.recv<std::string>() == folder));
    p.join();
    say("{}", py(std::filesystem::is_directory(folder)));
}

SCENARIO(misc_spawnv_passfds) {
    for (int fd = 20; fd < 24; ++fd)
        dup2(STDERR_FILENO, fd);
    const pid_t pid = spawnv_passfds("/bin/ls", {"ls", "/proc/self/fd"}, {22, 20});
    int status = 0;
    waitpid(pid, &status, 0);
    say("{}", status);
}

SCENARIO(misc_close_fds) {
    auto p = get_context("fork").process([] {
        for (int fd = 20; fd < 24; ++fd)
            dup2(STDERR_FILENO, fd);
        close_fds({20});
        say("{} {}", fcntl(20, F_GETFD) >= 0, fcntl(21, F_GETFD) >= 0);
        close_all_fds_except({STDOUT_FILENO, 22});
        say("{} {} {}", fcntl(0, F_GETFD) >= 0, fcntl(22, F_GETFD) >= 0, fcntl(23, F_GETFD) >= 0);
        _exit(0);
    });
    p.start();
    p.join();
}

SCENARIO(misc_send_handle) {
    auto [ours, theirs] = pipe();
    auto p = process(take_handle, theirs);
    p.start();
    int ends[2];
    if (::pipe(ends) != 0 || ::write(ends[1], "hello", 5) != 5)
        return;
    send_handle(ours, ends[0], *p.pid());
    say("{}", ours.recv<std::string>());
    p.join();
}

SCENARIO(misc_tracker) {
    unwrap(resource_tracker::ensure_running());
    say("{}", raised([] { unwrap(resource_tracker::register_name(ResourceKind::shared_memory, std::string(600, 'x'))); }));
    say("{}", raised([] { unwrap(resource_tracker::register_name(ResourceKind::shared_memory, "/poolscope:colon")); }));
    say("{}", raised([] { unwrap(resource_tracker::unregister_name(ResourceKind::shared_memory, "/poolscope:colon")); }));
}

static void end_with_errors() {
    static std::vector<Finalizer> handlers;
    handlers.emplace_back(std::nullopt, [] { say("never"); });
    handlers.emplace_back(5, [] { throw std::runtime_error("first"); });
    handlers.emplace_back(3, [] { say("second"); });
    handlers.emplace_back(-1, [] { throw std::runtime_error("third"); });
    handlers.emplace_back(-2, [] { say("last"); });
}
POOLSCOPE_TASK(end_with_errors);

SCENARIO(misc_finalize_raises) {
    auto p = process(end_with_errors);
    p.start();
    p.join();
    say("{}", py(p.exitcode()));
    Finalize by_hand([] { (void)get_context("told to the caller"); });
    say("{}", raised([&] { by_hand(); }));
    say("{}", py(by_hand.still_active()));
    {
        const Finalize with_its_object([] { throw std::runtime_error("told on standard error"); });
    }
    say("and on");
}

SCENARIO(misc_after_fork_registers) {
    const auto object = std::make_shared<int>(0);
    register_after_fork(object, [](int &) {
        say("outer");
        static const auto another = std::make_shared<int>(0);
        register_after_fork(another, [](int &) { say("inner"); });
    });
    const auto fork = get_context("fork");
    auto p = fork.process([&] {
        auto grandchild = fork.process([] { say("grandchild"); });
        grandchild.start();
        grandchild.join();
    });
    p.start();
    p.join();
    say("{}", py(p.exitcode()));
}
