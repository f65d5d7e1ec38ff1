// SPDX-License-Identifier: GPL-3.0-or-later

// What CPython 3.11 has not got, or hangs in: executor_probe CASE.

#include <atomic>
#include <csignal>
#include <fmt/ranges.h>
#include <poolscope/engine.h>
#include <ranges>
#include <set>
#include <unistd.h>

using namespace poolscope;

namespace {

int own_pid(int) {
    return ::getpid();
}
POOLSCOPE_TASK(own_pid);

int stay(int) {
    ::sleep(600);
    return 0;
}
POOLSCOPE_TASK(stay);

int negative(int x) {
    return -x;
}
POOLSCOPE_TASK(negative);

// terminate_workers and kill_workers: what is pending fails, and nothing can be submitted any more.
void end_workers(void (ProcessPoolExecutor::*end)()) {
    ProcessPoolExecutor executor(2);
    std::vector<Future<int>> futures;
    for (int index = 0; index < 6; ++index)
        futures.push_back(executor.submit(stay, index));
    while (!futures[0].running() || !futures[1].running())
        ::usleep(1000);
    (executor.*end)();
    int broken = 0;
    for (const auto &future : futures)
        try {
            (void)future.result(Seconds(60));
        } catch (const BrokenProcessPool &) {
            ++broken;
        }
    fmt::print("{} broken, {} children\n", broken, active_children().size());
    try {
        (void)executor.submit(negative, 1);
    } catch (const RuntimeError &) {
        fmt::print("refused\n");
    }
}

// gh-115634 and its kin: an executor whose workers live for one task each.
void one_task_each() {
    ExecutorOptions options;
    options.max_workers = 2;
    options.max_tasks_per_child = 1;
    if (get_start_method() == "fork")
        options.start_method = StartMethod::spawn;
    ProcessPoolExecutor executor(options);
    std::vector<Future<int>> futures;
    for (int index = 0; index < 10; ++index)
        futures.push_back(executor.submit(own_pid, index));
    std::set<int> pids;
    for (const auto &future : futures)
        pids.insert(future.result(Seconds(60)));
    fmt::print("{} workers\n", pids.size());
}

// As many workers as there is work for at once, never more than the most.
void on_demand() {
    ProcessPoolExecutor executor(3);
    fmt::print("{}", executor.worker_pids().size());
    (void)executor.submit(negative, 1).result();
    fmt::print(" {}", executor.worker_pids().size());
    std::vector<Future<int>> futures;
    for (int index = 0; index < 5; ++index)
        futures.push_back(executor.submit(stay, index));
    while (executor.worker_pids().size() < 3)
        ::usleep(1000);
    fmt::print(" {}\n", executor.worker_pids().size());
    executor.kill_workers();
}

// map with a buffer reads its input no further than that ahead, even an endless one.
void buffered_map() {
    ProcessPoolExecutor executor(2);
    std::atomic<int> read{0};
    auto input = std::views::iota(0) | std::views::transform([&](int number) {
                     ++read;
                     return number;
                 });
    auto results = executor.map({.timeout = {}, .chunksize = 2, .buffersize = 3}, negative, input);
    int right = 0;
    for (int index = 0; index < 1000; ++index)
        right += *results.next() == -index;
    fmt::print("{} {}\n", right, read <= 1000 + 2 * 4);
    try {
        (void)executor.map({.timeout = {}, .chunksize = 1, .buffersize = 0}, negative, input);
    } catch (const ValueError &) {
        fmt::print("refused\n");
    }
}

// What is submitted a moment before the shutdown is done like anything else, whatever the pool's thread does at that moment.
void shut_down_at_once() {
    int done = 0;
    for (int round = 0; round < 1000; ++round) {
        ProcessPoolExecutor executor(1);
        for (int turns = 0; turns < round % 250 * 40; ++turns)
            asm volatile("" ::: "memory"); // another moment each time
        const auto future = executor.submit(negative, round);
        executor.shutdown();
        done += future.done() && future.result(Seconds(60)) == -round;
    }
    fmt::print("{} done\n", done);
}

} // namespace

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        if (wanted == "terminate_workers")
            return end_workers(&ProcessPoolExecutor::terminate_workers);
        if (wanted == "kill_workers")
            return end_workers(&ProcessPoolExecutor::kill_workers);
        if (wanted == "one_task_each")
            return one_task_each();
        if (wanted == "on_demand")
            return on_demand();
        if (wanted == "buffered_map")
            return buffered_map();
        if (wanted == "shut_down_at_once")
            return shut_down_at_once();
        throw SystemExit{2};
    });
}
