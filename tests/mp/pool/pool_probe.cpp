// SPDX-License-Identifier: GPL-3.0-or-later

// What pool_test has done outside of a process with Qt Test's threads: pool_probe CASE.

#include "tests/mp/say.h"
#include "tests/support/footprint.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fmt/ranges.h>
#include <numeric>
#include <poolscope/engine.h>
#include <ranges>
#include <stdexcept>
#include <thread>
#include <unistd.h>

using namespace poolscope;

// A negative number is the signal with which it kills its own worker.
static int square_or_die(int x) {
    if (x < 0)
        kill(getpid(), -x);
    return static_cast<int>(static_cast<unsigned>(x) * static_cast<unsigned>(x)); // wraps
}
POOLSCOPE_TASK(square_or_die);

static std::string repeat(int times) {
    return std::string(static_cast<std::size_t>(times), 'x');
}
POOLSCOPE_TASK(repeat);

static std::size_t length(std::string text) {
    return text.size();
}
POOLSCOPE_TASK(length);

static int stay(int) {
    for (;;)
        pause();
}
POOLSCOPE_TASK(stay);

static void fail() {
    throw std::runtime_error("no model here");
}
POOLSCOPE_TASK(fail);

static void die_at_start() {
    std::_Exit(9);
}
POOLSCOPE_TASK(die_at_start);

static void lost_task() {
    Pool pool(2);
    try {
        (void)pool.map(square_or_die, std::vector{1, -SIGKILL, 3}, 1);
        say("no error");
    } catch (const TaskLost &lost) {
        say(lost.what());
    }
    say(fmt::format("{}", pool.map(square_or_die, {1, 2, 3})));
}

// Workers are killed from outside at random moments; every task must end in exactly one way, and the right one.
static void random_kills() {
    Pool pool(3);
    std::atomic<bool> is_done{false};
    std::thread killer([&] {
        unsigned seed = 7;
        while (!is_done) {
            std::this_thread::sleep_for(std::chrono::microseconds(200 + rand_r(&seed) % 20'000));
            const auto pids = pool.worker_pids();
            if (!pids.empty())
                kill(pids[static_cast<std::size_t>(rand_r(&seed)) % pids.size()], SIGKILL);
        }
    });
    int right = 0, lost = 0, wrong = 0;
    for (int round = 0; round < 20; ++round) {
        std::vector<AsyncResult<int>> results;
        for (int task = 0; task < 200; ++task)
            results.push_back(pool.apply_async(square_or_die, task));
        for (int task = 0; task < 200; ++task) {
            try {
                const int value = results[static_cast<std::size_t>(task)].get(Seconds(60));
                ++(value == task * task ? right : wrong);
            } catch (const TaskLost &) {
                ++lost;
            }
        }
    }
    is_done = true;
    killer.join();
    say(fmt::format("ended {} wrong {}", right + lost, wrong));
}

static void big_messages() {
    Pool pool(2);
    say(fmt::format("{}", pool.apply(repeat, 3'000'000).size()));
    say(fmt::format("{}", pool.apply(length, std::string(3'000'000, 'y'))));
}

static void terminate_pending() {
    Pool pool(2);
    auto pending = pool.map_async(stay, std::vector{1, 2, 3});
    pool.terminate();
    pool.join();
    try {
        pending.get(Seconds(10));
        say("a value");
    } catch (const CancelledError &) {
        say("cancelled");
    }
    say(fmt::format("children {}", active_children().size()));
}

static void broken(void (*initializer)()) {
    PoolOptions options;
    options.processes = 2;
    try {
        Pool pool(with_initializer(options, initializer));
        (void)pool.apply(square_or_die, 2);
        say("a value");
    } catch (const Exception &error) {
        say(error.what());
    }
}

static void resize() {
    Pool pool(2);
    const auto wait_for = [&](std::size_t size) {
        const Deadline deadline = Deadline::after(Seconds(30));
        while (pool.worker_pids().size() != size && !deadline.has_passed())
            (void)pool.apply(square_or_die, 1);
        say(fmt::format("{}", pool.worker_pids().size()));
    };
    pool.resize(5);
    wait_for(5);
    pool.resize(1);
    wait_for(1);
    say(fmt::format("{}", pool.map(square_or_die, {4})));
}

static void many_tasks() {
    Pool pool(4);
    std::vector<int> items(20'000);
    std::iota(items.begin(), items.end(), 0);
    const auto squares = pool.map(square_or_die, items, 1);
    std::size_t right = 0;
    for (std::size_t index = 0; index < squares.size(); ++index)
        right += squares[index] == static_cast<int>(index * index);
    say(fmt::format("{}", right));
}

static int die_once(std::string marker) {
    const int fd = open(marker.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (fd >= 0)
        kill(getpid(), SIGKILL);
    return 1;
}
POOLSCOPE_TASK(die_once);

static void policies() {
    PoolOptions options;
    options.processes = 1;
    Pool pool(options);
    const Deadline begun = Deadline::after(Seconds(30));
    try {
        pool.apply_async(TaskPolicy{Seconds(0.1), 0}, stay, 1).get();
    } catch (const TimeoutError &error) {
        say(begun.has_passed() ? "late" : "timed out");
    }
    const std::string marker = fmt::format("/tmp/poolscope-die-once-{}", getpid());
    say(fmt::format("{}", pool.apply_async(TaskPolicy{std::nullopt, 1}, die_once, marker).get(Seconds(30))));
    unlink(marker.c_str());
    try {
        pool.apply_async(TaskPolicy{std::nullopt, 2}, square_or_die, -SIGKILL).get(Seconds(30));
    } catch (const TaskLost &) {
        say("lost after retries");
    }
    pool.pause();
    auto held = pool.apply_async(square_or_die, 2);
    auto dropped = pool.apply_async(square_or_die, 3);
    held.wait(Seconds(0.05));
    say(fmt::format("{} {}", held.ready(), dropped.cancel()));
    pool.resume();
    say(fmt::format("{}", held.get(Seconds(30))));
    try {
        (void)dropped.get(Seconds(30));
    } catch (const CancelledError &) {
        say("cancelled");
    }
    say(fmt::format("{}", held.cancel()));
}

// An input without an end, taken from as long as it is asked.
static void endless() {
    Pool pool(2);
    auto numbers = std::views::iota(0);
    auto results = pool.imap(square_or_die, numbers, 8);
    long before = 0, right = 0;
    for (int count = 0; count < 60'000; ++count) {
        if (count == 10'000)
            before = status_kib("VmRSS:");
        right += *results.next() == static_cast<int>(static_cast<unsigned>(count) * static_cast<unsigned>(count));
    }
    say(fmt::format("right {} flat {}", right, tests::is_sanitized || status_kib("VmRSS:") - before < 2048));
}

static void back_pressure() {
    PoolOptions options;
    options.processes = 1;
    options.maximum_pending = 4;
    Pool pool(options);
    std::atomic<int> submitted{0};
    pool.pause();
    std::thread producer([&] {
        for (int task = 0; task < 10; ++task) {
            (void)pool.apply_async(square_or_die, task);
            ++submitted;
        }
    });
    const Deadline patience = Deadline::after(Seconds(0.3));
    while (submitted < 5 && !patience.has_passed())
        std::this_thread::yield();
    say(fmt::format("{}", submitted.load()));
    pool.resume();
    producer.join();
    say(fmt::format("{}", submitted.load()));
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        const std::pair<std::string_view, void (*)()> cases[] = {
            {"lost", lost_task},
            {"random_kills", random_kills},
            {"big", big_messages},
            {"terminate", terminate_pending},
            {"broken", [] { broken(fail); }},
            {"dying", [] { broken(die_at_start); }},
            {"resize", resize},
            {"many", many_tasks},
            {"policies", policies},
            {"endless", endless},
            {"back_pressure", back_pressure}};
        for (const auto &[name, action] : cases)
            if (name == wanted)
                return action();
        throw SystemExit{2};
    });
}
