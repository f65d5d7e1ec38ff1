// SPDX-License-Identifier: GPL-3.0-or-later

// Programs as somebody writes them who knows Python's documentation and has not read ours. That they compile is half of
// what is tested.

#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <mutex>
#include <poolscope/engine.h>
#include <string>
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
POOLSCOPE_TASK(remember);
int add_offset(int number) {
    return number + offset;
}
POOLSCOPE_TASK(add_offset);

void pool_with_callbacks_and_errors() {
    Pool pool(2, remember, 10);
    fmt::print("{}\n", pool.map(add_offset, std::vector{1, 2}));
    Queue<std::string> called;
    auto good = pool.map_async(divide, std::vector{1, 2}, 1, [called](const std::vector<int> &results) mutable { called.put(fmt::format("{}", results)); });
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
        else
            executor_with_futures();
    });
}
