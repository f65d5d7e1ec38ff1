// SPDX-License-Identifier: GPL-3.0-or-later

// Programs as somebody writes them who knows Python's documentation and has not read ours. That they compile is half of
// what is tested.

#include <algorithm>
#include <cctype>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <mutex>
#include <poolscope/engine.h>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace poolscope;
using namespace std::chrono_literals;

namespace {

void worker(Queue<int> input, Queue<std::string> output) {
    for (int number = input.get(); number >= 0; number = input.get())
        output.put(fmt::format("{} squared is {}", number, number * number));
}
POOLSCOPE_TASK(worker);

void process_and_queue() {
    Queue<int> tasks;
    Queue<std::string> done;
    Process process(worker, tasks, done);
    process.start();
    tasks.put(7);
    fmt::print("{}\n", done.get());
    try {
        done.get(false);
    } catch (const Empty &) {
        fmt::print("Empty\n");
    }
    try {
        done.get(true, 10ms);
    } catch (const Empty &) {
        fmt::print("Empty\n");
    }
    tasks.put(-1);
    process.join();
    fmt::print("{}\n", process.exitcode().value());
    JoinableQueue<int> joinable(1);
    joinable.put(1);
    try {
        joinable.put(2, false);
    } catch (const Full &) {
        fmt::print("Full\n");
    }
    joinable.get();
    joinable.task_done();
    joinable.join();
    SimpleQueue<std::string> simple;
    simple.put("simple");
    fmt::print("{}\n", simple.get());
}

int divide(int number) {
    if (number == 3)
        throw ValueError("not three");
    return 12 / number;
}
POOLSCOPE_TASK(divide);

int offset = 0;
void remember(int number) {
    offset = number;
}
int add_offset(int number) {
    return number + offset;
}
POOLSCOPE_TASK(remember); POOLSCOPE_TASK(add_offset);

int power(int base, int exponent) {
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
}
POOLSCOPE_TASK(power);

void pool_with_callbacks_and_errors() {
    Pool pool(2, remember, 10);
    fmt::print("{}\n", pool.map(add_offset, std::vector{1, 2}));
    Queue<std::string> called;
    auto good = pool.map_async(divide, std::vector{1, 2}, 1, [called](const std::vector<int> &results) mutable { called.put(fmt::format("{}", results)); });
    fmt::print("{}\n", called.get());
    pool.starmap_async(power, std::vector<std::tuple<int, int>>{{2, 3}, {3, 2}}, std::nullopt,
                       [called](const std::vector<int> &results) mutable { called.put(fmt::format("{}", results)); });
    fmt::print("{}\n", called.get());
    auto bad = pool.map_async(
        divide, std::vector{3}, 1, [](const std::vector<int> &) {}, [called](std::exception_ptr) mutable { called.put("error_callback"); });
    fmt::print("{}\n", called.get());
    try {
        bad.get(30s);
    } catch (const RemoteError &error) {
        fmt::print("{}: {}\n", error.type(), error.message());
    }
    pool.close();
    pool.join();
}

void count(Lock lock, SharedValue<int> number) {
    for (int time = 0; time < 100; ++time) {
        const std::lock_guard guard(lock);
        number.set_value(number.value() + 1);
    }
    const std::lock_guard guard(number.get_lock()); // with number.get_lock():
    number.set_value(number.value() + 1);
}
POOLSCOPE_TASK(count);

void meet(Barrier barrier, Condition condition, SharedEvent event, Semaphore semaphore) {
    if (barrier.wait() == 0)
        event.set();
    event.wait();
    semaphore.acquire();
    semaphore.release();
    const std::lock_guard guard(condition);
    condition.notify_all();
}
POOLSCOPE_TASK(meet);

void locks() {
    Lock lock;
    auto number = value<int>(0);
    std::vector<Process> processes;
    for (int process = 0; process < 2; ++process) {
        processes.emplace_back(count, lock, number);
        processes.back().start();
    }
    for (Process &process : processes)
        process.join();
    fmt::print("{}\n", number.value());
    Barrier barrier(2);
    Condition condition;
    SharedEvent event;
    Semaphore semaphore(2);
    Process other(meet, barrier, condition, event, semaphore);
    {
        const std::lock_guard guard(condition);
        other.start();
        if (barrier.wait() == 0)
            event.set();
        fmt::print("{}\n", condition.wait());
    }
    other.join();
    RLock again;
    const std::lock_guard once(again), twice(again);
    try {
        BoundedSemaphore(1).release();
    } catch (const ValueError &error) {
        fmt::print("{}\n", error.what());
    }
}

void write_into(std::string name) {
    SharedMemory memory(name);
    memory.buf()[0] = std::byte{22};
}
POOLSCOPE_TASK(write_into);

void change(ShareableList list) {
    list[2] = "dry ice";
}
POOLSCOPE_TASK(change);

void shared_memory() {
    SharedMemory memory({.create = true, .size = 10, .named = true});
    Process process(write_into, memory.name());
    process.start();
    process.join();
    fmt::print("{}\n", static_cast<int>(memory.buf()[0]));
    memory.close();
    memory.unlink();
    ShareableList list({"howdy", 100, -273.154, nullptr, true});
    Process changes(change, list);
    changes.start();
    changes.join();
    for (const Value &item : list)
        fmt::print("{} ", item.repr());
    list[-1] = false;
    fmt::print("{}\n", Value(list[4]).repr());
    try {
        list[0] = "longer than the place that it has";
    } catch (const ValueError &) {
        fmt::print("ValueError\n");
    }
}

void executor_with_futures() {
    ProcessPoolExecutor executor(2);
    for (const int result : executor.map(divide, std::vector{1, 2}))
        fmt::print("{} ", result);
    std::vector<Future<int>> futures;
    for (const int number : {1, 2, 4})
        futures.push_back(executor.submit(divide, number));
    int sum = 0;
    for (const auto &future : as_completed(futures))
        sum += future.result();
    fmt::print("{}\n", sum);
    try {
        executor.submit(divide, 3).result();
    } catch (const RemoteError &error) {
        fmt::print("{}\n", error.message());
    }
    executor.shutdown();
    try {
        executor.submit(divide, 1);
    } catch (const RuntimeError &error) {
        fmt::print("{}\n", error.what());
    }
}

struct Point {
    double x, y;
};
void modify(SharedValue<int> number, SharedArray<char> text, SharedArray<Point> points, SharedArray<double> plain) {
    number.set_value(number.value() * number.value());
    for (std::size_t at = 0; at < text.size(); ++at)
        text[static_cast<std::int64_t>(at)] = static_cast<char>(std::toupper(text[static_cast<std::int64_t>(at)]));
    const Point first = points[0];
    points[1] = points[0];
    points[0] = Point{first.x * 2, first.y * 2};
    plain[-1] += 0.5;
    plain[0] -= 1;
}
POOLSCOPE_TASK(modify);

void values_and_arrays() {
    Lock lock;
    auto number = value<int>(7, lock);
    auto text = array<'c'>(std::string("hello"), lock);
    auto points = array<Point>(std::vector<Point>{{1.5, 2}, {3, 4}}, lock);
    auto plain = array<double>(3);
    Process process(modify, number, text, points, plain);
    process.start();
    process.join();
    fmt::print("{} {} {} {}\n", number.value(), std::string(text.begin(), text.end()), Point(points[0]).x, points.get(1).y);
    for (const double item : plain)
        fmt::print("{} ", item);
    try {
        plain[3] = 1;
    } catch (const IndexError &error) {
        fmt::print("{}\n", error.what());
    }
}

void play(Condition condition, SharedValue<int> turn, int player, Barrier start) {
    start.wait();
    for (int round = 0; round < 20; ++round) {
        const std::lock_guard guard(condition);
        condition.wait_for([&] { return turn.value() == player; });
        turn.set_value(1 - player);
        condition.notify_all();
    }
}
POOLSCOPE_TASK(play);

void ping_pong() {
    Condition condition;
    auto turn = value<int>(0);
    Barrier start(3);
    Process ping(play, condition, turn, 0, start), pong(play, condition, turn, 1, start);
    ping.start();
    pong.start();
    start.wait(30s);
    ping.join();
    pong.join();
    fmt::print("{} {} {}\n", ping.exitcode().value(), pong.exitcode().value(), turn.value());
    Barrier lonely(2);
    try {
        lonely.wait(10ms);
    } catch (const BrokenBarrierError &) {
        fmt::print("{} {}\n", lonely.broken(), lonely.n_waiting());
    }
}

void say_three(Connection connection, int name) {
    for (int number = 0; number < 3; ++number)
        connection.send(std::pair(name, number));
    connection.close();
}
POOLSCOPE_TASK(say_three);

void wait_for_connections() {
    std::vector<Connection> readers;
    std::vector<Process> processes;
    for (int name = 0; name < 3; ++name) {
        auto [reader, writer] = pipe(Duplex::no);
        readers.push_back(reader);
        processes.emplace_back(say_three, writer, name);
        processes.back().start();
        writer.close();
    }
    int said = 0;
    while (!readers.empty())
        for (auto &reader : connection::wait(readers)) {
            try {
                said += reader.recv<std::pair<int, int>>().second;
            } catch (const EOFError &) {
                std::erase(readers, reader);
            }
        }
    fmt::print("{}\n", said);
    for (Process &process : processes)
        process.join();
    fmt::print("{}\n", connection::wait({processes[0].sentinel()}, 0s).size());
}

void imap_and_cancelled_futures() {
    Pool pool(PoolOptions{.processes = 2});
    std::vector<int> good;
    pool.on_done(pool.apply_async(divide, 6), [&](int result) { good.push_back(result); });
    auto results = pool.imap_unordered(divide, {1, 2, 3, 4});
    pool.close();
    pool.join();
    int sum = 0;
    for (bool is_over = false; !is_over;)
        try {
            const auto result = results.next(30s);
            is_over = !result;
            sum += result.value_or(0);
        } catch (const RemoteError &error) {
            fmt::print("{}\n", error.message());
        }
    fmt::print("{} {}\n", good, sum);
    ProcessPoolExecutor executor(ExecutorOptions{.max_workers = 1});
    std::vector<Future<int>> futures;
    for (int number = 0; number < 50; ++number)
        futures.push_back(executor.submit(divide, 1));
    executor.shutdown(true, CancelFutures::yes);
    const auto [done, not_done] = wait(futures, 30s, ALL_COMPLETED);
    fmt::print("{} {}\n", done.size(), not_done.size());
}

} // namespace

int main(int argc, char **argv) {
    return run(argc, argv, [argv] {
        const std::string program = argv[1];
        if (program == "process")
            process_and_queue();
        else if (program == "pool")
            pool_with_callbacks_and_errors();
        else if (program == "locks")
            locks();
        else if (program == "memory")
            shared_memory();
        else if (program == "values")
            values_and_arrays();
        else if (program == "ping-pong")
            ping_pong();
        else if (program == "wait")
            wait_for_connections();
        else if (program == "imap")
            imap_and_cancelled_futures();
        else
            executor_with_futures();
    });
}
