// SPDX-License-Identifier: GPL-3.0-or-later

// What pools and executors do at the borders: after their end, with nothing to do, with chunks, callbacks and late results.

#include "tests/mp/conformance/scenario.h"

#include <fmt/ranges.h>
#include <thread>

using namespace poolscope;

static int half_of_even(int x) {
    if (x % 2 != 0)
        throw RuntimeError(fmt::format("{} is odd", x));
    return x / 2;
}
POOLSCOPE_TASK(half_of_even);

static int less(int a, int b) {
    return a - b;
}
POOLSCOPE_TASK(less);

static int rest(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    return milliseconds;
}
POOLSCOPE_TASK(rest);

static const std::vector<int> two{2};
static const std::vector<int> none;

static std::string message_of(std::exception_ptr exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const RemoteError &error) {
        return error.message();
    }
}

SCENARIO(pool_refuses_when_it_is_over) {
    for (const bool is_closed : {true, false}) {
        Pool pool(1);
        const int done = pool.apply(less, 5, 3);
        const auto end = [&] { is_closed ? pool.close() : pool.terminate(); };
        end();
        for (const auto &call : std::initializer_list<std::function<void()>>{
                 [&] { (void)pool.apply_async(less, 1, 2); }, [&] { (void)pool.map(half_of_even, two); }, [&] { (void)pool.map_async(half_of_even, none); },
                 [&] { (void)pool.starmap(less, std::vector{std::tuple(1, 2)}); }, [&] { (void)pool.imap(half_of_even, two); },
                 [&] { (void)pool.imap_unordered(half_of_even, two); }})
            say("{}", raised(call));
        say("{}", raised(end));
        say("{}", raised([&] { pool.terminate(); }));
        const std::string joined = raised([&] { pool.join(); });
        say("{} {} {}", joined, raised([&] { pool.join(); }), done);
    }
}

SCENARIO(pool_map_async_rules) {
    std::vector<std::string> heard;
    bool is_called = false;
    const auto hear = [&](const std::vector<int> &results) { heard.push_back(fmt::format("{}", results)); };
    Pool pool(2);
    const auto odd = pool.map_async(half_of_even, std::vector{2, 3, 4}, 1, hear, [&](std::exception_ptr error) { heard.push_back(message_of(error)); });
    odd.wait();
    say("{} {}", py(odd.ready()), py(odd.successful()));
    say("{}", message_of(odd.exception()));
    say("{}", pool.map_async(half_of_even, std::views::iota(0, 4) | std::views::transform([](int x) { return 2 * x; }), 2).get());
    say("{}", pool.map_async(half_of_even, std::vector<int>(5, 2), 100, hear).get(Seconds(60)));
    const auto nothing = pool.map_async(half_of_even, none, std::nullopt, [&](const std::vector<int> &) { is_called = true; });
    say("{} {} {}", py(nothing.ready()), py(nothing.successful()), nothing.get(Seconds(0)));
    const auto slow = pool.map_async(rest, std::vector{500, 1});
    slow.wait(Seconds(0.01));
    const std::string successful = raised([&] { (void)slow.successful(); });
    say("{} {} {}", py(slow.ready()), successful, raised([&] { (void)slow.get(Seconds(0)); }));
    say("{}", slow.get());
    pool.close();
    pool.join();
    say("{}", is_called ? "called" : "not called");
    for (const std::string &text : heard)
        say("{}", text);
}

SCENARIO(pool_starmap_rules) {
    Pool pool(2);
    say("{}", pool.starmap(less, std::vector{std::tuple(5, 2), std::tuple(9, 1), std::tuple(0, 4)}, 2));
    say("{}", pool.starmap(less, std::vector<std::tuple<int, int>>{}));
    const auto result = pool.starmap_async(less, std::vector<std::tuple<int, int>>(7, {5, 2}));
    const auto differences = result.get(Seconds(60));
    say("{} {}", differences, py(result.successful()));
    const std::vector odd{std::tuple(2), std::tuple(3)}, even{std::tuple(2), std::tuple(4)};
    say("{}", py(raised([&] { (void)pool.starmap_async(half_of_even, odd).get(Seconds(60)); }) != "nothing"));
    say("{}", pool.starmap(half_of_even, even));
}

template <class Results> static std::string of_all(Results results) {
    std::vector<std::string> found;
    for (;;)
        try {
            const auto result = results.next();
            if (!result)
                return fmt::format("{}", fmt::join(found, " "));
            found.push_back(std::to_string(*result));
        } catch (const RemoteError &) {
            found.push_back("error");
        }
}

SCENARIO(pool_imap_chunks) {
    Pool pool(1);
    const std::vector<int> one_odd{2, 3, 4}, even{2, 4, 6, 8, 10}, two_odd{3, 2, 5, 4}, odd_inside{2, 4, 5, 6, 8}, times{500, 1};
    say("{}", of_all(pool.imap(half_of_even, one_odd)));
    say("{}", of_all(pool.imap(half_of_even, even, 2)));
    say("{}", of_all(pool.imap_unordered(half_of_even, two_odd)));
    say("{}", of_all(pool.imap(half_of_even, none)));
    say("{}", of_all(pool.imap(half_of_even, odd_inside, 2)));
    auto late = pool.imap(rest, times);
    const std::string at_once = raised([&] { (void)late.next(Seconds(0)); });
    say("{} {}", at_once, raised([&] { (void)late.next(Seconds(-1)); }));
    say("{}", of_all(std::move(late)));
}

template <class Results> static std::vector<int> list(Results results) {
    std::vector<int> all;
    for (const int result : results)
        all.push_back(result);
    return all;
}

SCENARIO(executor_map_rules) {
    ProcessPoolExecutor executor(2);
    say("{}", list(executor.map(less, std::vector{5, 6}, none)));
    ExecutorMapOptions five, negative, pairs;
    five.chunksize = 5;
    negative.chunksize = -1;
    pairs.chunksize = 2;
    say("{}", list(executor.map(five, less, std::vector{5, 6, 7}, std::vector{1, 2})));
    say("{}", list(executor.map(half_of_even, std::views::iota(0, 5) | std::views::transform([](int x) { return 2 * x; }))));
    say("{}", raised([&] { (void)executor.map(negative, half_of_even, two); }));
    auto results = executor.map(pairs, half_of_even, std::vector{2, 3, 4});
    say("{}", raised([&] { (void)results.next(); }) != "nothing" ? "error" : "value");
}

SCENARIO(executor_shutdown_rules) {
    ProcessPoolExecutor executor(1);
    const auto slow = executor.submit(rest, 500), queued = executor.submit(half_of_even, 8);
    executor.shutdown(false);
    const bool is_done = slow.done();
    say("{} {}", py(is_done), raised([&] { (void)executor.submit(rest, 1); }));
    const int first = slow.result();
    say("{} {}", first, queued.result());
    executor.shutdown();
    say("{}", raised([&] { executor.shutdown(); }));
}

SCENARIO(executor_future_rules) {
    std::vector<std::string> heard;
    {
        ProcessPoolExecutor executor(1);
        auto slow = executor.submit(rest, 1000), fast = executor.submit(half_of_even, 8);
        std::vector<Future<int>> others;
        for (int number = 0; number < 6; ++number)
            others.push_back(executor.submit(half_of_even, 2));
        auto &last = others.back();
        last.add_done_callback([&](const auto &future) { heard.push_back(fmt::format("cancelled {}", py(future.cancelled()))); });
        const bool once = last.cancel(), twice = last.cancel();
        say("{} {} {} {}", py(once), py(twice), py(last.done()), py(last.running()));
        const std::string exception = raised([&] { (void)slow.exception(Seconds(0)); });
        say("{} {}", exception, raised([&] { (void)slow.result(Seconds(0)); }));
        say("{}", raised([&] { (void)slow.result(Seconds(-1)); }));
        const auto first = wait(std::vector{slow, fast, slow}, Seconds(0), FIRST_COMPLETED);
        say("{} {}", first.done.size(), first.not_done.size());
        for (const char *name : {"one", "two"})
            fast.add_done_callback([&heard, name](const auto &future) { heard.push_back(fmt::format("{} {}", name, future.result())); });
        (void)fast.result();
        (void)executor.submit(rest, 1).result();
        while (heard.size() < 3) // on the callback thread, which no result waits for
            std::this_thread::yield();
        fast.add_done_callback([&](const auto &) { heard.push_back("at once"); });
        say("{}", heard.back());
        const bool too_late = fast.cancel();
        say("{} {} {}", py(too_late), fast.exception() ? "error" : "None", py(slow.cancel()));
        const auto bad = executor.submit(half_of_even, 3);
        const std::string message = message_of(bad.exception(Seconds(60)));
        say("{} {} {}", message, py(bad.done()), py(bad.cancelled()));
        say("{}", py(raised([&] { (void)bad.result(); }) != "nothing"));
        const auto nothing = wait(std::vector<Future<int>>{});
        int count = 0, count_of_two = 0;
        for ([[maybe_unused]] const auto &future : as_completed(std::vector<Future<int>>{}))
            ++count;
        say("{} {} {}", nothing.done.size(), nothing.not_done.size(), count);
        for ([[maybe_unused]] const auto &future : as_completed(std::vector{fast, fast, slow}))
            ++count_of_two;
        say("{}", count_of_two);
    }
    for (const std::string &text : heard)
        say("{}", text);
}
