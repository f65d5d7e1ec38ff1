// SPDX-License-Identifier: GPL-3.0-or-later

// Tasks that do to their worker what no task should, and pools made and thrown away by the hundred: hostile_probe CASE.

#include "tests/mp/shortage.h"
#include "tests/support/sanitizer.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/ranges.h>
#include <fstream>
#include <poolscope/engine.h>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace poolscope;

namespace {

// How many of a zygote's answers it dies before; for all processes.
auto *const unanswered = new (::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) std::atomic<int>(0);

int plus_one(int x) {
    return x + 1;
}
POOLSCOPE_TASK(plus_one);

// Everything but the standard streams, as a daemon would.
int close_descriptors(int) {
    for (int fd = 3; fd < 1024; ++fd)
        ::close(fd);
    return 1;
}
POOLSCOPE_TASK(close_descriptors);

int write_to_descriptors(int) {
    const std::string rubbish(100, '\xff');
    for (int fd = 3; fd < 256; ++fd) {
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
        [[maybe_unused]] const ssize_t written = ::write(fd, rubbish.data(), rubbish.size());
    }
    return 1;
}
POOLSCOPE_TASK(write_to_descriptors);

int leave_at_once(int code) {
    std::_Exit(code);
}
POOLSCOPE_TASK(leave_at_once);

int stop_oneself(int) {
    ::raise(SIGSTOP);
    return 1;
}
POOLSCOPE_TASK(stop_oneself);

int crash(int signal) {
    ::signal(signal, SIG_DFL);
    ::kill(::getpid(), signal);
    return 0;
}
POOLSCOPE_TASK(crash);

struct NotStandard {};
int throw_anything(int) {
    throw NotStandard{};
}
POOLSCOPE_TASK(throw_anything);

std::string outcome(const AsyncResult<int> &result) {
    try {
        return std::to_string(result.get(Seconds(60)));
    } catch (const TaskLost &error) {
        const std::string text = error.what();
        return "lost" + text.substr(text.rfind(','));
    } catch (const TimeoutError &) {
        return "timed out";
    } catch (const Exception &error) {
        return error.what();
    }
}

void hostile() {
    Pool pool(2);
    const auto still_works = [&] { return pool.map(plus_one, {1, 2, 3, 4}) == std::vector{2, 3, 4, 5} ? "works" : "broken"; };
    const auto show = [&](const AsyncResult<int> &result) {
        const std::string ended = outcome(result);
        fmt::print("{}; {}\n", ended, still_works());
    };
    show(pool.apply_async(close_descriptors, 0));
    show(pool.apply_async(leave_at_once, 0));
    show(pool.apply_async(leave_at_once, 7));
    for (const int signal : {SIGSEGV, SIGABRT, SIGTERM, SIGKILL})
        show(pool.apply_async(crash, signal));
    show(pool.apply_async(TaskPolicy{Seconds(0.5), 0}, stop_oneself, 0));
    try {
        pool.apply(throw_anything, 0);
    } catch (const RemoteError &error) {
        fmt::print("{}; {}\n", error.type().substr(error.type().rfind(':') + 1), still_works());
    }
}

// Its ending depends on what the descriptors are; that it ends and harms no other does not.
void rubbish() {
    Pool pool(2);
    const std::string ended = outcome(pool.apply_async(write_to_descriptors, 0));
    fmt::print("{}; {}\n", ended == "1" || ended.starts_with("lost") ? "ended" : ended,
               pool.map(plus_one, {1, 2}) == std::vector{2, 3} ? "works" : "broken");
}

std::size_t entries(const char *path) {
    std::size_t count = 0;
    DIR *folder = ::opendir(path);
    while (::readdir(folder) != nullptr)
        ++count;
    ::closedir(folder);
    return count;
}

long resident_kilobytes() {
    long pages = 0;
    std::ifstream("/proc/self/statm").ignore(100, ' ') >> pages;
    return pages * (::sysconf(_SC_PAGESIZE) / 1024);
}

std::size_t children() {
    std::ifstream file(fmt::format("/proc/self/task/{}/children", ::getpid()));
    std::size_t count = 0;
    for (std::string pid; file >> pid;)
        ++count;
    return count;
}

// Create, use, close, over and over.
void cycles(int times, const std::function<void(int)> &cycle) {
    for (int time = 0; time < times / 10; ++time)
        cycle(time);
    const std::size_t fds = entries("/proc/self/fd"), threads = entries("/proc/self/task"), kin = children();
    const long memory = resident_kilobytes();
    for (int time = 0; time < times; ++time)
        cycle(time);
    fmt::print("descriptors {} threads {} children {} memory {}\n", entries("/proc/self/fd") - fds, entries("/proc/self/task") - threads,
               children() - kin, tests::is_sanitized || resident_kilobytes() - memory < 4096 ? "flat" : fmt::format("{} KiB more", resident_kilobytes() - memory));
}

void pool_cycle(int time) {
    Pool pool(1 + time % 2);
    if (pool.apply(plus_one, time) != time + 1)
        fmt::print("wrong\n");
    if (time % 3 == 0) {
        pool.close();
        pool.join();
    }
}

void executor_cycle(int time) {
    ProcessPoolExecutor executor(1);
    if (executor.submit(plus_one, time).result() != time + 1)
        fmt::print("wrong\n");
}

void thread_pool_cycle(int time) {
    ThreadPool pool(2);
    if (pool.apply([](int x) { return x + 1; }, time) != time + 1)
        fmt::print("wrong\n");
}

// How many descriptors n workers cost.
void resources() {
    (void)Pool(1).apply(plus_one, 1);
    const std::size_t none = entries("/proc/self/fd"), no_threads = entries("/proc/self/task");
    Pool pool(4);
    (void)pool.apply(plus_one, 1);
    const std::size_t more = entries("/proc/self/fd") - none;
    // The bell, what watches for deaths (2), the zygote of fork (3); a worker's memory, pidfd and link.
    fmt::print("{} {}\n", more <= 6 + 3 * 4, entries("/proc/self/task") - no_threads <= 2);
}

pid_t zygote_of_the_pool() {
    for (const Process &child : active_children())
        if (child.name() == "fork zygote")
            return *child.pid();
    return 0;
}

int server(int) {
    return ::getppid();
}
POOLSCOPE_TASK(server);

void kill_workers(const Pool &pool) {
    for (const pid_t worker : pool.worker_pids())
        ::kill(worker, SIGKILL);
}

// Whoever makes the workers stands still, or is gone: another one takes its place, and nobody who ends the pool waits for it.
void zygote_stands_still() {
    Pool pool(2);
    const pid_t zygote = zygote_of_the_pool();
    for (const int signal : {SIGSTOP, SIGKILL}) {
        ::kill(signal == SIGSTOP ? zygote : zygote_of_the_pool(), signal);
        kill_workers(pool);
        fmt::print("{}\n", pool.map(plus_one, {1, 2, 3}) == std::vector{2, 3, 4} ? "works" : "broken");
    }
    fmt::print("{}\n", zygote != zygote_of_the_pool() ? "another one" : "the same");
    ::kill(zygote_of_the_pool(), SIGSTOP);
    const Deadline at_once = Deadline::after(Seconds(1.9));
    pool.terminate();
    pool.join();
    fmt::print("children {} {}\n", active_children().size(), at_once.has_passed() ? "after a while" : "at once");
}

// It is killed when it has forked a worker and has not told of it: the worker is not left.
void zygote_without_an_answer() {
    Pool pool(2);
    (void)pool.map(plus_one, {1, 2});
    unanswered->store(1);
    kill_workers(pool);
    fmt::print("{} ", pool.map(plus_one, {1, 2, 3}) == std::vector{2, 3, 4} ? "works" : "broken");
    pool.terminate();
    pool.join();
    fmt::print("unanswered {} children {}\n", unanswered->load(), children());
}

// A worker is missing, and its successor cannot be started, for something that it needs is short where it is: the others work,
// and later it comes.
void short_of(__rlimit_resource resource, bool is_where_they_begin) {
    become_nobody();
    Pool pool(2);
    (void)pool.map(plus_one, {1, 2});
    const pid_t killed = pool.worker_pids().front();
    const pid_t where = !is_where_they_begin ? ::getpid() : zygote_of_the_pool() != 0 ? zygote_of_the_pool() : pool.apply(server, 0);
    std::optional<Shortage> shortage(std::in_place, where, resource);
    ::kill(killed, SIGKILL);
    const auto alive = [&] { return pool.worker_pids().size(); };
    const auto in_time = [](const auto &condition) {
        for (const Deadline watchdog = Deadline::after(Seconds(60)); !condition() && !watchdog.has_passed();)
            ::usleep(1000);
        return condition();
    };
    const bool has_lost_one = in_time([&] { return alive() == 1; });
    std::vector<std::string> results;
    for (int time = 0; time < 20; ++time) {
        results.push_back(outcome(pool.apply_async(plus_one, 1)));
        ::usleep(50'000); // for several tries to start the other one
    }
    const bool does_all = std::ranges::count(results, "2") == 20;
    shortage.reset();
    fmt::print("{} {} {}\n", has_lost_one ? "one is missing" : "none is missing", does_all ? "works" : results.back(),
               in_time([&] { return alive() == 2; }) ? "and it came" : "and it never came");
}

// As a terminal does: everybody of the group is interrupted. The program dies of it, and nobody is left.
void interrupted() {
    Pool pool(2);
    const auto result = pool.apply_async(plus_one, 1);
    (void)result.get();
    fmt::print("ready\n");
    std::fflush(stdout);
    ::setpgid(0, 0); // for the case that a terminal is watching
    for (const pid_t worker : pool.worker_pids())
        ::kill(worker, SIGINT);
    ::kill(::getpid(), SIGINT);
    ::pause();
}

} // namespace

extern "C" ssize_t sendmsg(int socket, const msghdr *message, int flags) {
    if (current_process().name() == "fork zygote" && unanswered->exchange(0) == 1)
        ::raise(SIGKILL);
    return ::syscall(SYS_sendmsg, socket, message, flags);
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        if (wanted == "hostile")
            return hostile();
        if (wanted == "rubbish")
            return rubbish();
        if (wanted == "interrupted")
            return interrupted();
        if (wanted == "zygote_stands_still")
            return zygote_stands_still();
        if (wanted == "without_descriptors")
            return short_of(RLIMIT_NOFILE, false);
        if (wanted == "descriptors_where_they_begin")
            return short_of(RLIMIT_NOFILE, true);
        if (wanted == "processes_where_they_begin")
            return short_of(RLIMIT_NPROC, true);
        if (wanted == "zygote_without_an_answer")
            return zygote_without_an_answer();
        if (wanted == "resources")
            return resources();
        if (wanted == "cycles") {
            cycles(200, pool_cycle);
            cycles(100, executor_cycle);
            return cycles(1000, thread_pool_cycle);
        }
        throw SystemExit{2};
    });
}
