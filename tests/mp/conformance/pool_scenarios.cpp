// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <algorithm>
#include <array>
#include <fmt/ranges.h>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <unistd.h>

using namespace poolscope;

static int square(int x) {
    return x * x;
}
POOLSCOPE_TASK(square);

static int add(int a, int b) {
    return a + b;
}
POOLSCOPE_TASK(add);

static int fail_on_three(int x) {
    if (x == 3)
        throw std::runtime_error("three");
    return x;
}
POOLSCOPE_TASK(fail_on_three);

static void just_return() {}
POOLSCOPE_TASK(just_return);

static int initialised = 0;
static void initialise(int value) {
    initialised = value;
}
POOLSCOPE_TASK(initialise);
static int read_initialised(int) {
    return initialised;
}
POOLSCOPE_TASK(read_initialised);

static int worker_pid(int) {
    return getpid();
}
POOLSCOPE_TASK(worker_pid);

// Numbers alone travel as they are, with a text in between they do not.
static std::pair<int, std::string> with_text(int x) {
    return {x, std::string(static_cast<std::size_t>(x), 'x')};
}
static std::tuple<int, std::pair<double, bool>> with_numbers(int x) {
    return {x, {x / 2.0, x > 1}};
}
static std::array<std::pair<std::string, int>, 2> both_ways(int x) {
    return {{{"first", x}, {"second", -x}}};
}
POOLSCOPE_TASK(with_text);
POOLSCOPE_TASK(with_numbers);
POOLSCOPE_TASK(both_ways);

SCENARIO(pool_results_of_several_values) {
    Pool pool(2);
    const auto [number, text] = pool.apply(with_text, 2);
    say("{} {}", number, text);
    for (const auto &[x, xs] : pool.map(with_text, {1, 2, 3}, 2))
        say("{} {}", x, xs);
    for (const auto &[x, rest] : pool.imap(with_numbers, {1, 2}))
        say("{} {} {}", x, rest.first, py(rest.second));
    for (const auto &[first, second] : pool.map(both_ways, {5, 6}))
        say("{} {} {} {}", first.first, first.second, second.first, second.second);
}

SCENARIO(pool_map) {
    Pool pool(3);
    say("{}", pool.map(square, {1, 2, 3}));
    std::vector<int> many(100);
    std::iota(many.begin(), many.end(), 0);
    say("{}", pool.map(square, many));
    say("{}", pool.map(square, many, 7) == pool.map(square, many, 1000) ? "same" : "different");
    say("{}", pool.map(square, std::vector<int>{}));
}

SCENARIO(pool_apply) {
    Pool pool(2);
    say("{}", pool.apply(add, 1, 2));
    auto result = pool.apply_async(add, 20, 22);
    say("{}", result.get(Seconds(30)));
    say("{} {}", py(result.ready()), py(result.successful()));
    pool.apply(just_return);
    say("{}", pool.starmap(add, std::vector<std::tuple<int, int>>{{1, 2}, {3, 4}}));
}

SCENARIO(pool_error) {
    Pool pool(2);
    std::string message;
    try {
        (void)pool.map(fail_on_three, {1, 2, 3, 4});
    } catch (const RemoteError &error) {
        message = error.message();
    }
    say("{}", message);
    say("{}", pool.map(fail_on_three, {1, 2}));
}

SCENARIO(pool_sizes) {
    say("{}", raised([] { Pool pool(0); }));
    say("{}", raised([] { Pool pool(-1); }));
    PoolOptions options;
    options.processes = 1;
    options.maximum_tasks_per_child = 0;
    say("{}", raised([&] { Pool pool(options); }));
}

SCENARIO(pool_states) {
    Pool pool(2);
    say("{}", raised([&] { pool.join(); }));
    auto pending = pool.map_async(square, std::vector{1, 2, 3});
    pool.close();
    say("{}", raised([&] { (void)pool.apply(square, 1); }));
    pool.join();
    say("{}", pending.get());
}

SCENARIO(pool_initializer) {
    PoolOptions options;
    options.processes = 2;
    Pool pool(with_initializer(options, initialise, 42));
    say("{}", pool.map(read_initialised, {1, 2, 3}));
}

SCENARIO(pool_max_tasks_per_child) {
    PoolOptions options;
    options.processes = 1;
    options.maximum_tasks_per_child = 2;
    Pool pool(options);
    std::vector<int> pids;
    for (int task = 0; task < 6; ++task)
        pids.push_back(pool.apply(worker_pid, 0));
    std::sort(pids.begin(), pids.end());
    say("{}", std::unique(pids.begin(), pids.end()) - pids.begin());
}

static int wait_and_square(int x) {
    usleep(static_cast<useconds_t>(x) * 1000);
    return x * x;
}
POOLSCOPE_TASK(wait_and_square);

SCENARIO(pool_imap) {
    Pool pool(2);
    std::vector<int> items{1, 2, 3, 4, 5};
    std::vector<int> results;
    for (const int value : pool.imap(square, items))
        results.push_back(value);
    say("{}", results);
    results.clear();
    for (const int value : pool.imap_unordered(square, items, 2))
        results.push_back(value);
    std::sort(results.begin(), results.end());
    say("{}", results);
    std::vector<int> slow{3000, 1};
    auto finished = pool.imap_unordered(wait_and_square, slow);
    say("{}", *finished.next());
    std::vector<int> failing{1, 3, 4};
    auto mixed = pool.imap(fail_on_three, failing);
    say("{}", *mixed.next());
    say("{}", raised([&] { (void)mixed.next(); }) == "nothing" ? "nothing" : "raised");
    say("{}", *mixed.next());
    say("{}", raised([&] { (void)pool.imap(square, items, 0); }));
    std::vector<int> late{300};
    auto waiting = pool.imap(wait_and_square, late);
    say("{}", raised([&] { (void)waiting.next(Seconds(0.01)); }));
    say("{}", *waiting.next());
}

SCENARIO(pool_callbacks) {
    Pool pool(2);
    std::mutex mutex;
    std::vector<std::string> heard;
    const auto hear = [&](std::string text) {
        const std::lock_guard lock(mutex);
        heard.push_back(std::move(text));
    };
    const auto fine = pool.apply_async(square, 7);
    pool.on_done(fine, [&](int value) { hear(fmt::format("value {}", value)); });
    fine.wait();
    const auto bad = pool.apply_async(fail_on_three, 3);
    pool.on_done(bad, [&](int) { hear("value"); }, [&](std::exception_ptr) { hear("error three"); });
    bad.wait();
    const auto list = pool.map_async(square, std::vector{1, 2});
    pool.on_done(list, [&](std::vector<int> values) { hear(fmt::format("{}", values)); });
    list.wait();
    for (int left = 1000; left > 0; --left) {
        {
            const std::lock_guard lock(mutex);
            if (heard.size() == 3)
                break;
        }
        usleep(10'000);
    }
    for (const std::string &text : heard)
        say("{}", text);
}
