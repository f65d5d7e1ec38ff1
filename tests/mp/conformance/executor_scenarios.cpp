// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fmt/ranges.h>
#include <mutex>
#include <ranges>
#include <stdexcept>
#include <unistd.h>

using namespace poolscope;

static int triple(int x) {
    return 3 * x;
}
POOLSCOPE_TASK(triple);

static int multiply(int a, int b) {
    return a * b;
}
POOLSCOPE_TASK(multiply);

static int refuse_three(int x) {
    if (x == 3)
        throw std::runtime_error("not three");
    return x;
}
POOLSCOPE_TASK(refuse_three);

static int doze(int milliseconds) {
    usleep(static_cast<useconds_t>(milliseconds) * 1000);
    return milliseconds;
}
POOLSCOPE_TASK(doze);

static int die(int) {
    kill(getpid(), SIGKILL);
    return 0;
}
POOLSCOPE_TASK(die);

static void fail_to_begin() {
    throw std::runtime_error("no model");
}
POOLSCOPE_TASK(fail_to_begin);

static int use_queue(Queue<int>) {
    return 1;
}
POOLSCOPE_TASK(use_queue);

struct Illegible {};
template <> struct poolscope::Codec<Illegible> {
    static void write(PickleWriter &writer, const Illegible &) { writer.none(); }
    static Result<Illegible> read(const Value &) { return failure(ErrorCode::malformed, "decode", "nobody can read this"); }
};
static Illegible give_illegible() {
    return {};
}
POOLSCOPE_TASK(give_illegible);

static std::string outcome(const std::function<int()> &call) {
    int value = 0;
    const std::string thrown = raised([&] { value = call(); });
    return thrown == "nothing" ? std::to_string(value) : thrown;
}

template <class R> static void wait_until_running(const Future<R> &future) {
    while (!future.running())
        usleep(1000);
}

SCENARIO(executor_submit) {
    ProcessPoolExecutor executor(2);
    auto future = executor.submit(triple, 7);
    say("{}", future.result());
    say("{} {} {}", py(future.done()), py(future.running()), py(future.cancelled()));
    say("{}", py(future.cancel()));
    say("{}", future.exception() == nullptr ? "None" : "an exception");
    auto bad = executor.submit(refuse_three, 3);
    std::string message;
    try {
        std::rethrow_exception(bad.exception());
    } catch (const RemoteError &error) {
        message = error.message();
    }
    say("{}", message);
    auto slow = executor.submit(doze, 1000);
    say("{}", raised([&] { (void)slow.result(Seconds(0.01)); }));
    say("{}", slow.result());
}

SCENARIO(executor_map) {
    ProcessPoolExecutor executor(2);
    const auto all = [](auto results) {
        std::vector<int> values;
        for (const int value : results)
            values.push_back(value);
        return fmt::format("{}", values);
    };
    const std::vector<int> items{1, 2, 3, 4, 5}, others{10, 20, 30};
    say("{}", all(executor.map(triple, items)));
    say("{}", all(executor.map({.timeout = {}, .chunksize = 2, .buffersize = {}}, triple, items)));
    say("{}", all(executor.map(multiply, items, others)));
    auto failing = executor.map(refuse_three, items);
    say("{}", *failing.next());
    say("{}", *failing.next());
    say("{}", raised([&] { (void)failing.next(); }) == "nothing" ? "nothing" : "raised");
    say("{}", failing.next() ? "more" : "StopIteration");
    say("{}", raised([&] { (void)executor.map({.timeout = {}, .chunksize = 0, .buffersize = {}}, triple, items); }));
    auto late = executor.map({.timeout = Seconds(0.01), .chunksize = 1, .buffersize = {}}, doze, std::vector{1000});
    say("{}", raised([&] { (void)late.next(); }));
}

SCENARIO(executor_sizes) {
    const auto made = [](ExecutorOptions options) { return raised([&] { ProcessPoolExecutor executor(std::move(options)); }); };
    say("{}", made({.max_workers = 0, .start_method = {}, .initializer = {}, .initial_arguments = {}, .max_tasks_per_child = {}, .tasks = {}}));
    say("{}", made({.max_workers = -1, .start_method = {}, .initializer = {}, .initial_arguments = {}, .max_tasks_per_child = {}, .tasks = {}}));
    say("{}", made({.max_workers = 1, .start_method = {}, .initializer = {}, .initial_arguments = {}, .max_tasks_per_child = 0, .tasks = {}}));
    say("{}", made({.max_workers = 1, .start_method = StartMethod::fork, .initializer = {}, .initial_arguments = {}, .max_tasks_per_child = 1, .tasks = {}}));
}

SCENARIO(executor_shutdown) {
    ProcessPoolExecutor executor(1);
    auto pending = executor.submit(doze, 300);
    executor.shutdown();
    say("{}", py(pending.done()));
    say("{}", raised([&] { (void)executor.submit(triple, 1); }));
    say("{}", raised([&] { (void)executor.map(triple, std::vector{1}); }));
    executor.shutdown();
    say("{}", pending.result());
}

SCENARIO(executor_cancel) {
    ProcessPoolExecutor executor(1);
    auto first = executor.submit(doze, 1000);
    std::vector<Future<int>> others;
    for (int index = 0; index < 10; ++index)
        others.push_back(executor.submit(triple, index));
    wait_until_running(first);
    say("{}", py(first.cancel()));
    say("{}", py(others.back().cancel()));
    say("{} {}", py(others.back().cancelled()), py(others.back().done()));
    say("{}", raised([&] { (void)others.back().result(); }));
    say("{}", raised([&] { (void)others.back().exception(); }));
    executor.shutdown(true, CancelFutures::yes);
    say("{}", first.result());
    say("{}", py(others[8].cancelled()));
}

SCENARIO(executor_worker_death) {
    ProcessPoolExecutor executor(1);
    say("{}", outcome([&] { return executor.submit(die, 0).result(Seconds(60)); }));
    say("{}", outcome([&] { return executor.submit(triple, 3).result(Seconds(60)); }));
    say("{}", outcome([&] { return executor.submit(triple, 4).result(Seconds(60)); }));
}

SCENARIO(executor_initializer) {
    ExecutorOptions options;
    options.max_workers = 1;
    ProcessPoolExecutor executor(with_initializer(options, fail_to_begin));
    say("{}", outcome([&] { return executor.submit(triple, 3).result(Seconds(60)); }));
    say("{}", outcome([&] { return executor.submit(triple, 3).result(Seconds(60)); }));
}

SCENARIO(executor_unreadable_result) {
    ProcessPoolExecutor executor(1);
    say("{}", raised([&] { (void)executor.submit(give_illegible).result(Seconds(60)); }));
    say("{}", outcome([&] { return executor.submit(triple, 3).result(Seconds(60)); }));
}

SCENARIO(executor_unsendable) {
    ProcessPoolExecutor executor(1);
    std::optional<Future<int>> future;
    say("{}", raised([&] { future = executor.submit(use_queue, queue<int>()); }));
    say("{}", future ? outcome([&] { return future->result(Seconds(60)); }) : "never submitted");
    say("{}", executor.submit(triple, 3).result());
}

SCENARIO(executor_callbacks) {
    std::mutex mutex;
    std::vector<std::string> heard;
    const auto hear = [&](std::string text) {
        const std::lock_guard lock(mutex);
        heard.push_back(std::move(text));
    };
    {
        ProcessPoolExecutor executor(1);
        auto future = executor.submit(triple, 7);
        future.add_done_callback([](const Future<int> &) { throw std::runtime_error("in the callback"); });
        future.add_done_callback([&](const Future<int> &done) { hear(fmt::format("value {}", done.result())); });
        (void)future.result();
        auto bad = executor.submit(refuse_three, 3);
        bad.add_done_callback([&](const Future<int> &done) { hear(done.exception() ? "exception" : "value"); });
        (void)bad.exception();
        say("{}", executor.submit(triple, 1).result());
        for (int left = 3000; left > 0; --left) {
            {
                const std::lock_guard lock(mutex);
                if (heard.size() == 2)
                    break;
            }
            usleep(10'000);
        }
    }
    for (const std::string &text : heard)
        say("{}", text);
}

SCENARIO(executor_wait) {
    ProcessPoolExecutor executor(2);
    (void)wait(std::vector{executor.submit(doze, 300), executor.submit(doze, 300)}); // now both workers are there
    const std::vector<Future<int>> futures{executor.submit(doze, 1000), executor.submit(doze, 1)};
    const auto first = wait(futures, std::nullopt, ReturnWhen::first_completed);
    say("{} {}", first.done.size(), first.not_done.size());
    say("{}", first.done.front().result());
    const auto none = wait(std::vector{futures[0]}, Seconds(0.01));
    say("{} {}", none.done.size(), none.not_done.size());
    std::vector<int> order;
    for (const auto &future : as_completed(futures))
        order.push_back(future.result());
    say("{}", order);
    const auto failing = wait(std::vector{executor.submit(refuse_three, 3), executor.submit(doze, 1000)}, std::nullopt, ReturnWhen::first_exception);
    say("{} {}", failing.done.size(), failing.not_done.size());
    auto late = as_completed(std::vector{executor.submit(doze, 1000)}, Seconds(0.01));
    say("{}", raised([&] { (void)late.next(); }));
    const auto all = wait(futures);
    say("{} {}", all.done.size(), all.not_done.size());
}
