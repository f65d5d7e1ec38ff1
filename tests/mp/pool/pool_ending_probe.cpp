// SPDX-License-Identifier: GPL-3.0-or-later

// What happens while a pool ends, and what its time limits do to others: pool_ending_probe CASE.

#include <atomic>
#include <fmt/format.h>
#include <memory>
#include <numeric>
#include <optional>
#include <poolscope/engine.h>
#include <ranges>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace poolscope;

namespace {

int negative(int number) {
    return -number;
}
POOLSCOPE_TASK(negative);

// Works, and does not sleep, for so many microseconds.
int work_for(int microseconds) {
    const std::int64_t end = monotonic_ns() + microseconds * std::int64_t{1000};
    while (monotonic_ns() < end) {
    }
    return microseconds;
}
POOLSCOPE_TASK(work_for);

int stay(int) {
    for (;;)
        ::pause();
}
POOLSCOPE_TASK(stay);

std::vector<int> numbers_below(int end) {
    std::vector<int> numbers(static_cast<std::size_t>(end));
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

// Whoever has joined a pool has been called back for everything.
template <class AnyPool> int called_back(AnyPool pool) {
    std::atomic<int> called{0};
    for (int number = 0; number < 50; ++number)
        pool.on_done(pool.apply_async(negative, number), [&called](int) {
            ::usleep(50);
            ++called;
        });
    pool.close();
    pool.join();
    return called;
}

void callbacks() {
    std::atomic<int> called{0};
    ProcessPoolExecutor executor(2);
    for (int number = 0; number < 50; ++number)
        executor.submit(negative, number).add_done_callback([&called](const Future<int> &) {
            ::usleep(50);
            ++called;
        });
    executor.shutdown();
    const int of_the_executor = called;
    fmt::print("{} {} {}\n", called_back(Pool(2)), called_back(ThreadPool(2)), of_the_executor);
}

// The last handle of a pool may be dropped while its threads are about to call back, or by a callback.
void dropped() {
    for (int round = 0; round < 40; ++round) {
        Pool pool(2);
        ThreadPool threads(2);
        for (int number = 0; number < 400; ++number) {
            pool.on_done(pool.apply_async(work_for, 10), [](int) {}, [](std::exception_ptr) {});
            threads.on_done(threads.apply_async(work_for, 10), [](int) {}, [](std::exception_ptr) {});
        }
    }
    std::atomic<int> called{0};
    for (int round = 0; round < 40; ++round) {
        auto pool = std::make_shared<Pool>(1);
        pool->on_done(pool->apply_async(negative, 1), [pool, &called](int) {
            ::usleep(100); // the other handle goes first
            ++called;
        });
    }
    while (called < 40 || !active_children().empty())
        ::usleep(1000);
    fmt::print("{}\n", called.load());
}

template <class Results> int right_ones(Results &results) {
    int right = 0;
    for (const int value : results)
        right += value == -right;
    return right;
}

// An imap that was begun goes on when its pool is closed, and is finished when it is joined; one that nobody takes results
// from any more keeps nobody waiting.
template <class AnyPool> void imap_of_a_closed_pool() {
    const auto numbers = numbers_below(1000);
    AnyPool taken(2);
    auto results = taken.imap(negative, numbers);
    taken.close();
    const int before_join = right_ones(results);
    taken.join();
    AnyPool joined(2);
    auto waiting = joined.imap(negative, numbers), other = joined.imap_unordered(negative, numbers, 7);
    joined.close();
    joined.join();
    const int after_join = right_ones(waiting);
    const int unordered = static_cast<int>(std::ranges::distance(other.begin(), other.end()));
    auto endless = std::views::iota(0);
    AnyPool left(2);
    {
        auto abandoned = left.imap(negative, endless);
        (void)abandoned.next();
        left.close();
    }
    left.join();
    AnyPool ended(2);
    auto late = ended.imap(negative, numbers);
    (void)late.next();
    ended.terminate();
    ended.join();
    int values = 1, errors = 0;
    for (bool is_over = false; !is_over;)
        try {
            is_over = !late.next();
            values += !is_over;
        } catch (const Exception &) {
            ++errors;
        }
    fmt::print("{} {} {} {}\n", before_join, after_join, unordered, values > 0 && values <= 1000 && errors > 0);
}

// A task that ends in the moment in which its time is over, and those that wait behind it: they are not killed for it.
void time_limits() {
    Pool pool(1);
    const TaskPolicy limited{Seconds(0.003), 0};
    int lost = 0, ended = 0;
    for (int round = 0; round < 15; ++round) {
        std::vector<AsyncResult<int>> results;
        for (int task = 0; task < 40; ++task)
            results.push_back(pool.apply_async(limited, work_for, task % 4 == 3 ? 3000 + (round * 7 + task) % 150 : 200));
        for (const auto &result : results)
            try {
                ++ended;
                (void)result.get(Seconds(60));
            } catch (const TimeoutError &) {
            } catch (const TaskLost &) {
                ++lost;
            }
    }
    fmt::print("{} ended, {} lost\n", ended, lost);
    const auto last = pool.apply_async(TaskPolicy{Seconds(0.1), 0}, stay, 1);
    pool.close(); // its worker has been told to stop
    pool.join();
    try {
        (void)last.get(Seconds(60));
    } catch (const TimeoutError &) {
        fmt::print("timed out\n");
    }
}

// The results of an executor's map may outlive the executor.
void map_outlives_executor() {
    const auto numbers = numbers_below(100);
    std::optional<ProcessPoolExecutor> executor(std::in_place, 2);
    auto all = executor->map(negative, numbers);
    auto some = executor->map({.timeout = {}, .chunksize = 1, .buffersize = 4}, negative, numbers);
    executor.reset();
    fmt::print("{} {}\n", right_ones(all), right_ones(some));
}

// A forked child has copies of its parent's pools without their threads: it can neither use them nor hang in them.
void forked_copies() {
    auto pool = std::make_unique<Pool>(1);
    auto threads = std::make_unique<ThreadPool>(1);
    auto executor = std::make_unique<ProcessPoolExecutor>(1);
    pool->on_done(pool->apply_async(negative, 1), [](int) {});
    threads->on_done(threads->apply_async(negative, 1), [](int) {});
    executor->submit(negative, 1).add_done_callback([](const Future<int> &) {});
    std::atomic<bool> is_done{false};
    std::thread busy([&] {
        while (!is_done) {
            (void)pool->repr();
            (void)threads->repr();
            (void)pool->apply_async(negative, 1);
        }
    });
    const auto is_refused = [](auto action) {
        try {
            action();
            return false;
        } catch (const Exception &) {
            return true;
        }
    };
    int well = 0;
    for (int round = 0; round < 20; ++round) {
        auto child = get_context("fork").process([&] {
            if (!is_refused([&] { (void)pool->apply(negative, 1); }) || !is_refused([&] { (void)threads->apply(negative, 1); }) ||
                !is_refused([&] { (void)executor->submit(negative, 1); }))
                throw SystemExit{2};
            (void)pool->repr();
            (void)threads->repr();
            pool->close();
            threads->close();
            threads->join();
            if (!is_refused([&] { pool->join(); }))
                throw SystemExit{3};
            executor->shutdown();
            pool.reset();
            threads.reset();
            executor.reset();
        });
        child.start();
        child.join(Seconds(60));
        well += child.exitcode() == 0;
        if (!child.exitcode()) {
            child.kill();
            break;
        }
    }
    is_done = true;
    busy.join();
    fmt::print("{} {}\n", well, pool->apply(negative, 4));
}

} // namespace

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::string_view wanted = argc > 1 ? argv[1] : "";
        if (wanted == "callbacks")
            return callbacks();
        if (wanted == "dropped")
            return dropped();
        if (wanted == "closed_imap")
            return imap_of_a_closed_pool<Pool>();
        if (wanted == "closed_thread_imap")
            return imap_of_a_closed_pool<ThreadPool>();
        if (wanted == "forked_copies")
            return forked_copies();
        if (wanted == "time_limits")
            return time_limits();
        if (wanted == "map_outlives_executor")
            return map_outlives_executor();
        throw SystemExit{2};
    });
}
