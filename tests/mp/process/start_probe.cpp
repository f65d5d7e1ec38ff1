// SPDX-License-Identifier: GPL-3.0-or-later

// What start_test has done outside of a process with Qt Test's threads: start_probe CASE, under the start method that the
// environment names. Prints what it saw.

#include "engine/core/posix/pidfd.h"
#include "engine/core/posix/process_start.h"
#include "engine/core/wire/hmac.h"
#include "engine/mp/process/roles.h"
#include "tests/mp/say.h"
#include "tests/support/footprint.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <poolscope/engine.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;

static void nothing() {}
POOLSCOPE_TASK(nothing);

static void stay(Connection out) {
    out.send(getpid());
    for (;;)
        pause();
}
POOLSCOPE_TASK(stay);

// What stands behind each descriptor above 2, without numbers: "memfd:poolscope-control pipe socket".
static std::string descriptors() {
    std::vector<std::string> all;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        const int fd = std::stoi(entry.path().filename().string());
        std::error_code gone;
        std::string what = std::filesystem::read_symlink(entry.path(), gone).string();
        if (fd < 3 || gone || what.starts_with("/proc/"))
            continue;
        what = what.substr(0, what.find(":["));
        if (what.starts_with("/memfd:"))
            what = what.substr(1, what.find(' ') - 1);
        all.push_back(what);
    }
    std::sort(all.begin(), all.end());
    return fmt::format("{}", fmt::join(all, " "));
}

static void tell_descriptors(Connection out) {
    out.send(descriptors());
}
POOLSCOPE_TASK(tell_descriptors);

static void hygiene() {
    for (int fd = 100; fd < 110; ++fd)
        dup2(STDERR_FILENO, fd); // not close-on-exec, as other libraries leave them
    auto [sibling_ours, sibling_theirs] = pipe();
    auto sibling = process(stay, sibling_theirs);
    sibling.start();
    (void)sibling_ours.recv<int>();
    auto [ours, theirs] = pipe();
    auto p = process(tell_descriptors, theirs);
    p.start();
    say(ours.recv<std::string>());
    p.join();
    sibling.kill();
    sibling.join();
}

static std::size_t entries_of(const char *folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

static std::size_t children_of_mine() {
    std::ifstream file(fmt::format("/proc/self/task/{}/children", getpid()));
    return static_cast<std::size_t>(std::distance(std::istream_iterator<int>(file), std::istream_iterator<int>()));
}

static void thousands(int count) {
    if (tests::is_sanitized)
        count /= 10;
    const auto cycle = [] {
        auto p = process(nothing);
        p.start();
        p.join();
        p.close();
    };
    for (int round = 0; round < 50; ++round)
        cycle();
    const std::size_t before = entries_of("/proc/self/fd"), children = children_of_mine();
    const long memory = status_kib("VmRSS:");
    for (int round = 0; round < count; ++round)
        cycle();
    say(fmt::format("descriptors {} children {} memory {}", entries_of("/proc/self/fd") - before, children_of_mine() - children,
                    tests::is_sanitized || status_kib("VmRSS:") - memory < 1024 ? "flat" : fmt::format("grew by {} KiB", status_kib("VmRSS:") - memory)));
}

// Uses up what the limit allows, piece by piece, so that a start fails at each of its steps; then gives it back.
static void out_of_descriptors() {
    {
        auto p = process(nothing);
        p.start();
        p.join();
        p.close();
    }
    const std::size_t before = entries_of("/proc/self/fd");
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    int refused = 0, started = 0;
    for (int spare = 0; spare < 24; ++spare) {
        std::vector<UniqueFd> taken;
        const rlimit small{static_cast<rlim_t>(64), limit.rlim_max};
        setrlimit(RLIMIT_NOFILE, &small);
        for (int fd; (fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;)
            taken.emplace_back(fd);
        taken.resize(taken.size() - static_cast<std::size_t>(std::min<int>(spare, static_cast<int>(taken.size()))));
        try {
            auto p = process(nothing);
            p.start();
            ++started;
            p.join();
            if (p.exitcode() != 0)
                say(fmt::format("exitcode {} with {} to spare", *p.exitcode(), spare));
        } catch (const OSError &error) {
            if (error.error().os_error != EMFILE)
                say(fmt::format("{} with {} to spare", error.what(), spare));
            ++refused;
        }
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    auto p = process(nothing);
    p.start();
    p.join();
    const int after = *p.exitcode();
    p.close();
    say(fmt::format("refused {} started {} after {} descriptors {}", refused > 0 ? "some" : "none", started > 0 ? "some" : "none",
                    after, entries_of("/proc/self/fd") - before));
}

// As a user of its own, who may have few processes: the limit counts all of a user's, and does not hold root.
static void out_of_processes() {
    if (geteuid() == 0 && (setgid(54321) != 0 || setuid(54321) != 0))
        return say("cannot become another user");
    const rlimit few{8, 8};
    setrlimit(RLIMIT_NPROC, &few);
    auto [ours, theirs] = pipe();
    std::vector<Process> all;
    std::string error = "none was refused";
    for (int number = 0; number < 20; ++number)
        try {
            all.push_back(process(stay, theirs));
            all.back().start();
            (void)ours.recv<int>(Seconds(60));
        } catch (const OSError &refusal) {
            all.pop_back();
            error = refusal.error().os_error == EAGAIN ? "EAGAIN" : refusal.what();
            break;
        }
    for (Process &p : all) {
        p.kill();
        p.join();
    }
    auto after = process(nothing);
    after.start();
    after.join();
    say(fmt::format("{} after {} {}", error, all.empty() ? "none" : "some", *after.exitcode()));
}

static void threads_wait() {
    auto [ours, theirs] = pipe();
    std::signal(SIGUSR1, [](int) {});
    for (int round = 0; round < 20; ++round) {
        auto p = process(stay, theirs);
        p.start();
        (void)ours.recv<int>(Seconds(60));
        std::atomic<int> joined{0};
        std::atomic<bool> is_over{false};
        std::vector<std::thread> waiters;
        for (int number = 0; number < 3; ++number)
            waiters.emplace_back([&] { joined += p.join(Seconds(60)) && p.exitcode() == -SIGKILL; });
        waiters.emplace_back([&] {
            while (p.is_alive())
                std::this_thread::yield();
            joined += p.exitcode() == -SIGKILL;
        });
        std::thread disturber([&] {
            while (!is_over)
                for (std::thread &waiter : waiters)
                    pthread_kill(waiter.native_handle(), SIGUSR1);
        });
        p.kill();
        while (joined < 4)
            std::this_thread::yield();
        is_over = true;
        disturber.join();
        for (std::thread &waiter : waiters)
            waiter.join();
    }
    say("all saw its end");
}

// A program that starts a process before, and without, poolscope::run.
static void start_at_once() {
    try {
        auto p = process(nothing);
        p.start();
        p.join();
        say(fmt::format("exitcode {}", *p.exitcode()));
    } catch (const RuntimeError &error) {
        fmt::print(stderr, "{}\n", error.what());
        _exit(3);
    } catch (const Exception &) {
        say("refused");
    }
}

// What a process needs of the engine's own state, which other threads are using all the time.
static void use_everything() {
    auto process = get_context(get_start_method() == "fork" ? "forkserver" : get_start_method()).process(nothing);
    process.start();
    process.join();
    if (process.exitcode() != 0)
        throw SystemExit{40};
    (void)active_children();
    (void)get_temp_dir();
    const Finalize nothing_to_do([] {});
    SharedMemory memory({.create = true, .size = 10, .named = true});
    memory.close();
    memory.unlink();
}

// Whatever other threads were in the middle of when it was forked, a child can do all that its parent can.
static void fork_beside_threads() {
    constexpr int rounds = 60;
    std::atomic<bool> is_done{false};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 2; ++thread)
        threads.emplace_back([&] {
            while (!is_done)
                use_everything();
        });
    int well = 0, hanging = 0;
    for (int round = 0; round < rounds && hanging == 0; ++round) {
        auto child = get_context("fork").process(use_everything);
        child.start();
        child.join(Seconds(60));
        well += child.exitcode() == 0;
        if (!child.exitcode()) {
            ++hanging;
            child.kill();
            child.join();
        }
    }
    is_done = true;
    for (std::thread &thread : threads)
        thread.join();
    say(fmt::format("{} well, {} hanging", well, hanging));
}

static void sign() {
    (void)unwrap(hmac(Digest::sha256, "key", "message"));
}

// The library that signs is loaded when it is needed first.
static void fork_while_loading() {
    const auto fork_now = [] {
        const pid_t pid = unwrap(posix::fork_process());
        if (pid == 0) {
            ::alarm(20);
            sign();
            ::_exit(0);
        }
        return pid;
    };
    std::thread thread(sign);
    std::vector<pid_t> children(20);
    std::ranges::generate(children, fork_now);
    thread.join();
    int well = 0;
    for (const pid_t pid : children) {
        int status = 0;
        ::waitpid(pid, &status, 0);
        well += status == 0;
    }
    say(fmt::format("{} of {} well", well, children.size()));
}

static void temp_dir() {
    say(get_temp_dir());
    std::ofstream(get_temp_dir() + "/file") << "left behind";
}

static void relaunched_tracker() {
    (void)unwrap(resource_tracker::descriptor());
    std::ifstream children(fmt::format("/proc/self/task/{}/children", getpid()));
    pid_t tracker = 0;
    children >> tracker;
    ::kill(tracker, SIGKILL);
    ::waitpid(tracker, nullptr, 0);
    unwrap(resource_tracker::register_name(ResourceKind::shared_memory, "/poolscope-relaunched"));
    unwrap(resource_tracker::unregister_name(ResourceKind::shared_memory, "/poolscope-relaunched"));
    say("registered");
}

int main(int argc, char **argv) {
    if (std::getenv("POOLSCOPE_TEST_WITHOUT_RUN") != nullptr) {
        start_at_once();
        return 0;
    }
    return run(argc, argv, [&] {
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        const std::pair<std::string_view, std::function<void()>> cases[] = {
            {"hygiene", hygiene},
            {"thousands", [&] { thousands(argc > 2 ? std::atoi(argv[2]) : 1000); }},
            {"out_of_descriptors", out_of_descriptors},
            {"out_of_processes", out_of_processes},
            {"threads_wait", threads_wait},
            {"fork_beside_threads", fork_beside_threads},
            {"fork_while_loading", fork_while_loading},
            {"temp_dir", temp_dir},
            {"child_without_run",
             [] {
                 ::setenv("POOLSCOPE_TEST_WITHOUT_RUN", "1", 1);
                 start_at_once();
             }},
            {"relaunched_tracker", relaunched_tracker}};
        for (const auto &[name, action] : cases)
            if (name == wanted)
                return action();
        throw SystemExit{2};
    });
}
