// SPDX-License-Identifier: GPL-3.0-or-later

// Waits for what never comes, under a wall clock that POOLSCOPE_TEST_CLOCK sets wrong: clock_probe prints each wait that takes
// another time than it was given.

#include "tests/mp/say.h"

#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <functional>
#include <poolscope/engine.h>
#include <string_view>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace {

constexpr time_t hour = 3600;

std::int64_t true_ns(clockid_t clock) {
    timespec now{};
    ::syscall(SYS_clock_gettime, clock, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

time_t shift() {
    const char *const mode = std::getenv("POOLSCOPE_TEST_CLOCK");
    const std::string_view wanted = mode == nullptr ? "" : mode;
    if (wanted == "jumping")
        return hour * (true_ns(CLOCK_MONOTONIC) / 5'000'000 % 3 - 1);
    return wanted == "ahead" ? hour : wanted == "behind" ? -hour : 0;
}

} // namespace

// In place of the C library's, for all of this program and its libraries.
extern "C" int clock_gettime(clockid_t clock, timespec *now) noexcept {
    const long failed = ::syscall(SYS_clock_gettime, clock, now);
    if (failed == 0 && clock == CLOCK_REALTIME)
        now->tv_sec += shift();
    return static_cast<int>(failed);
}

using namespace poolscope;

namespace {

constexpr Seconds asked{0.3};

int take_for_ever(int) {
    for (;;)
        ::pause();
}
POOLSCOPE_TASK(take_for_ever);

void stay(Connection go) {
    (void)go.recv<bool>();
}
POOLSCOPE_TASK(stay);

// True when it ends by `E`.
template <class E> std::function<bool()> throws(std::function<void()> call) {
    return [call = std::move(call)] {
        try {
            call();
        } catch (const E &) {
            return true;
        }
        return false;
    };
}

void see(std::string_view what, const std::function<bool()> &gives_up) {
    const std::int64_t begin = true_ns(CLOCK_MONOTONIC);
    const bool has_given_up = gives_up();
    const auto took = Seconds(static_cast<double>(true_ns(CLOCK_MONOTONIC) - begin) / 1e9);
    if (!has_given_up || took < asked || took > asked + Seconds(30))
        say(fmt::format("{}: {} after {:.3f} s", what, has_given_up ? "gave up" : "ended otherwise", took.count()));
}

void wait_for_what_never_comes() {
    auto [ours, theirs] = pipe();
    auto child = process(stay, theirs);
    child.start();
    auto nothing = queue<int>();
    auto full = queue<int>(1);
    full.put(1);
    auto python_queue = queue<int>(0, Carrier::descriptor);
    Lock lock;
    lock.acquire();
    Semaphore semaphore(0);
    Condition condition;
    SharedEvent event;
    Barrier barrier(2);
    see("Connection.poll", [&] { return !ours.poll(asked); });
    see("wait", [&] { return connection::wait({ours.fileno()}, asked).empty(); });
    see("Process.join", [&] { return !child.join(asked); });
    see("Queue.get", throws<Empty>([&] { (void)nothing.get(Block::yes, asked); }));
    see("Queue.put", throws<Full>([&] { full.put(2, Block::yes, asked); }));
    see("Queue.get from a pipe", throws<Empty>([&] { (void)python_queue.get(Block::yes, asked); }));
    see("Lock.acquire", [&] { return !lock.acquire(true, asked); });
    see("Semaphore.acquire", [&] { return !semaphore.acquire(true, asked); });
    see("Event.wait", [&] { return !event.wait(asked); });
    see("Barrier.wait", throws<BrokenBarrierError>([&] { (void)barrier.wait(asked); }));
    condition.acquire();
    see("Condition.wait", [&] { return !condition.wait(asked); });
    see("Condition.wait_for", [&] { return !condition.wait_for([] { return false; }, asked); });
    condition.release();
    ours.send(true);
    child.join();
}

void wait_for_tasks() {
    auto pool = get_context().pool(2);
    const auto stuck = pool.apply_async(take_for_ever, 0);
    see("AsyncResult.get", throws<TimeoutError>([&] { (void)stuck.get(asked); }));
    see("AsyncResult.wait", [&] {
        stuck.wait(asked);
        return !stuck.ready();
    });
    see("a task's time limit", throws<TimeoutError>([&] { (void)pool.apply_async(TaskPolicy{asked, 0}, take_for_ever, 0).get(); }));
    std::vector input{0};
    auto results = pool.imap(take_for_ever, input);
    see("imap.next", throws<TimeoutError>([&] { (void)results.next(asked); }));
    pool.terminate();
    pool.join();
    ProcessPoolExecutor executor(1);
    auto future = executor.submit(take_for_ever, 0);
    see("Future.result", throws<TimeoutError>([&] { (void)future.result(asked); }));
    executor.kill_workers();
}

} // namespace

int main(int argc, char **argv) {
    return run(argc, argv, [] {
        // The library's clock, and so whatever measures by it, is wrong.
        while (std::chrono::abs(std::chrono::system_clock::now().time_since_epoch() - Nanoseconds(true_ns(CLOCK_REALTIME))) < std::chrono::minutes(50))
            std::this_thread::yield();
        wait_for_what_never_comes();
        wait_for_tasks();
        say("done");
    });
}
