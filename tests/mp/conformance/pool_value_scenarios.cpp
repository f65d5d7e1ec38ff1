// SPDX-License-Identifier: GPL-3.0-or-later

// Inputs, results and callbacks that go wrong, and the pool of threads.

#include "tests/mp/conformance/scenario.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <fmt/ranges.h>
#include <ranges>
#include <stdexcept>
#include <unistd.h>

using namespace poolscope;

static Value same(int x) {
    return x;
}
POOLSCOPE_TASK(same);

static int twice(int x) {
    return 2 * x;
}
POOLSCOPE_TASK(twice);

static int nap(int milliseconds) {
    usleep(static_cast<useconds_t>(milliseconds) * 1000);
    return milliseconds;
}
POOLSCOPE_TASK(nap);

static int refuse(int) {
    throw std::runtime_error("refused");
}
POOLSCOPE_TASK(refuse);

static int hold_queue(Queue<int>) {
    return 1;
}
POOLSCOPE_TASK(hold_queue);

static Queue<int> give_queue() {
    return queue<int>();
}
POOLSCOPE_TASK(give_queue);

struct Unreadable {};
template <> struct poolscope::Codec<Unreadable> {
    static void write(PickleWriter &writer, const Unreadable &) { writer.none(); }
    static Result<Unreadable> read(const Value &) { return failure(ErrorCode::malformed, "decode", "nobody can read this"); }
};
static Unreadable give_unreadable() {
    return {};
}
POOLSCOPE_TASK(give_unreadable);

template <class Result> static std::string outcome(const Result &result, Seconds timeout) {
    std::string value;
    const std::string thrown = raised([&] { value = fmt::format("{}", result.get(timeout)); });
    return thrown == "nothing" ? value : thrown;
}

SCENARIO(pool_chunksize) {
    Pool pool(2);
    std::string shown;
    const std::string thrown = raised([&] { shown = Value(List(pool.map(same, {1, 2, 3}, 0))).repr(); });
    say("{}", thrown == "nothing" ? shown : thrown);
    say("{}", Value(List(pool.map(same, {1, 2, 3}, 2))).repr());
    std::vector<int> items{1};
    say("{}", raised([&] { (void)pool.imap(same, items, -1); }));
    say("{}", raised([&] { (void)pool.imap_unordered(same, items, 0); }));
}

SCENARIO(pool_failing_input) {
    Pool pool(2);
    auto input = std::views::iota(1, 6) | std::views::transform([](int number) {
                     if (number == 3)
                         throw ValueError(Error{ErrorCode::invalid_argument, 0, "input", "three"});
                     return number;
                 });
    auto results = pool.imap(twice, input);
    say("{}", *results.next());
    say("{}", *results.next());
    say("{}", raised([&] { (void)results.next(); }));
    say("{}", results.next() ? "more" : "StopIteration");
    say("{}", raised([&] { (void)pool.map(twice, input); }));
    say("{}", pool.apply(twice, 4));
}

SCENARIO(pool_unsendable) {
    Pool pool(1);
    const Queue<int> own = queue<int>();
    std::optional<AsyncResult<int>> result;
    const std::string refused = raised([&] { result = pool.apply_async(hold_queue, own); });
    say("{}", refused);
    say("{}", result ? outcome(*result, Seconds(60)) : "never submitted");
    say("{}", raised([&] { (void)pool.apply(give_queue); }));
    say("{}", pool.apply(twice, 4));
}

SCENARIO(pool_unreadable_result) {
    Pool pool(1);
    const auto unreadable = pool.apply_async(give_unreadable);
    say("{}", raised([&] { (void)unreadable.get(is_strict() ? Seconds(1.5) : Seconds(60)); }));
    const auto later = pool.apply_async(twice, 4);
    say("{}", outcome(later, is_strict() ? Seconds(1.5) : Seconds(60)));
    say("{}", raised([&] { pool.terminate(); }));
}

SCENARIO(pool_throwing_callback) {
    Pool pool(1);
    const auto first = pool.apply_async(twice, 1);
    std::atomic<bool> is_over{false};
    pool.on_done(first, [](int) { throw std::runtime_error("in the callback"); });
    pool.on_done(first, [&](int) { is_over = true; });
    while (!is_over)
        usleep(1000);
    const auto later = pool.apply_async(twice, 4);
    say("{}", outcome(later, is_strict() ? Seconds(1.5) : Seconds(60)));
    say("{}", raised([&] { pool.terminate(); }));
}

SCENARIO(pool_async_result) {
    Pool pool(1);
    const auto slow = pool.apply_async(nap, 1000);
    say("{}", raised([&] { (void)slow.get(Seconds(0.01)); }));
    say("{}", raised([&] { (void)slow.successful(); }));
    say("{}", py(slow.ready()));
    say("{}", slow.get());
    say("{} {}", py(slow.ready()), py(slow.successful()));
    const auto bad = pool.apply_async(refuse, 1);
    bad.wait();
    say("{} {}", py(bad.ready()), py(bad.successful()));
    const auto list = pool.map_async(twice, std::vector<int>{});
    say("{} {}", py(list.ready()), list.get());
}

// How far the input of imap is read when nobody takes a result.
SCENARIO(pool_imap_reads_ahead) {
    Pool pool(1);
    std::atomic<int> read{0};
    auto input = std::views::iota(0, 500) | std::views::transform([&](int number) {
                     ++read;
                     return number;
                 });
    auto results = pool.imap(twice, input);
    say("{}", *results.next());
    if (is_strict())
        while (read < 500)
            usleep(1000);
    say("{}", read < 500 ? "a few" : "all of it");
}

SCENARIO(thread_pool) {
    ThreadPool pool(3);
    const int bias = 1;
    const auto biased = [bias](int x) { return x + bias; };
    say("{}", pool.map(biased, std::vector{1, 2, 3}));
    say("{}", pool.apply(biased, 41));
    say("{}", pool.starmap([](int a, int b) { return a * b; }, std::vector<std::tuple<int, int>>{{2, 3}, {4, 5}}));
    std::vector<int> items{1, 2, 3};
    std::vector<int> results;
    for (const int value : pool.imap(biased, items))
        results.push_back(value);
    say("{}", results);
    say("{}", raised([&] { pool.map([](int) -> int { throw ValueError(Error{ErrorCode::invalid_argument, 0, "x", "x"}); }, items); }));
    say("{}", raised([&] { pool.join(); }));
    const auto pending = pool.map_async(biased, items, 1);
    pool.close();
    say("{}", raised([&] { pool.apply(biased, 1); }));
    pool.join();
    say("{}", pending.get());
    say("{}", raised([] { ThreadPool none(0); }));
}
