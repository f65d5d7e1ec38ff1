// SPDX-License-Identifier: GPL-3.0-or-later

// Locks and their kin: free, with 2 and 8 processes at once, handed over, and taken over from a dead owner.

#include "tests/bench/engine/section.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>
#include <poolscope/engine.h>
#include <sched.h>
#include <thread>
#include <unistd.h>

namespace poolscope::bench {

namespace {

double now_ns() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

struct Shared {
    std::int64_t counter;
    std::int64_t operations;
    int ready;
    int go; // 0 wait, 1 run, 2 stop
    double stamp;
};

template <class Lockable> void free_and_contended(std::string_view peer, Lockable lock) {
    constexpr int times = 1'000'000, batch = 16;
    std::vector<double> samples;
    for (int round = 0; round < 5; ++round) {
        const double begin = now_ns();
        for (int time = 0; time < times; ++time) {
            lock.acquire();
            lock.release();
        }
        samples.push_back((now_ns() - begin) / times);
    }
    report("E", peer, "uncontended_ns", "1proc", samples);
    const Context ctx = get_context("fork");
    for (const int width : {2, 8}) {
        const auto shared = ctx.raw_value<Shared>();
        std::vector<Process> all;
        for (int number = 0; number < width; ++number) {
            all.push_back(ctx.process([lock, shared]() mutable {
                std::atomic_ref ready(shared->ready), go(shared->go);
                std::atomic_ref operations(shared->operations);
                ++ready;
                while (go == 0)
                    ::sched_yield();
                std::int64_t done = 0;
                for (; go == 1; done += batch)
                    for (int time = 0; time < batch; ++time) {
                        lock.acquire();
                        shared->counter = shared->counter + 1;
                        lock.release();
                    }
                operations += done;
            }));
            all.back().start();
        }
        std::atomic_ref ready(shared->ready), go(shared->go);
        while (ready < width)
            ::usleep(200);
        const double begin = now_ns();
        go = 1;
        ::usleep(300'000);
        go = 2;
        const double passed = now_ns() - begin;
        for (Process &process : all)
            process.join();
        if (shared->counter != shared->operations)
            throw RuntimeError(Error{ErrorCode::wrong_state, 0, "bench", "updates were lost"});
        report("E", peer, "contended_ns", std::to_string(width) + "procs", {passed / static_cast<double>(shared->operations)});
    }
}

// From SIGKILL of the owner to the moment at which a sleeping waiter has the lock.
void owner_death() {
    const Context ctx = get_context("fork");
    std::vector<double> samples;
    for (int round = 0; round < 100; ++round) {
        Lock lock = ctx.lock();
        const auto shared = ctx.raw_value<Shared>();
        Process owner = ctx.process([lock, shared]() mutable {
            lock.acquire();
            std::atomic_ref(shared->ready).store(1);
            for (;;)
                ::pause();
        });
        owner.start();
        while (std::atomic_ref(shared->ready) == 0)
            ::usleep(100);
        Process waiter = ctx.process([lock, shared]() mutable {
            try {
                lock.acquire();
            } catch (const OwnerDied &) {
                shared->stamp = now_ns();
            }
        });
        waiter.start();
        ::usleep(5000); // it sleeps by now
        const double begin = now_ns();
        ::kill(*owner.pid(), SIGKILL);
        waiter.join();
        owner.join();
        if (shared->stamp > begin)
            samples.push_back((shared->stamp - begin) / 1e3);
    }
    report("E", "poolscope Lock", "kill_to_recovery_us", "SIGKILL", samples);
}

// The other process does `theirs` as often as this one does `ours`; the time from one of ours to the next.
void hand_over(std::string_view peer, std::string_view metric, const std::function<void()> &ours, const std::function<void()> &theirs) {
    constexpr int times = 5000, warm_up = 100;
    Process other = get_context("fork").process([theirs] {
        for (int time = 0; time < times; ++time)
            theirs();
    });
    other.start();
    std::vector<double> samples;
    double last = now_ns();
    for (int time = 0; time < times; ++time) {
        ours();
        const double now = now_ns();
        if (time >= warm_up)
            samples.push_back((now - last) / 1e3);
        last = now;
    }
    other.join();
    report("E", peer, metric, "2procs", samples);
}

void run() {
    const Context ctx = get_context("fork");
    free_and_contended("poolscope Lock", ctx.lock());
    free_and_contended("poolscope RLock", ctx.rlock());
    free_and_contended("poolscope Semaphore", ctx.semaphore(1));
    owner_death();
    Barrier barrier = ctx.barrier(2);
    const auto meet = [barrier]() mutable { (void)barrier.wait(); };
    hand_over("poolscope Barrier", "barrier2_us", meet, meet);
    SharedEvent a = ctx.event(), b = ctx.event();
    hand_over(
        "poolscope Event", "handoff_rtt_us",
        [a, b]() mutable {
            a.set();
            b.wait();
            b.clear();
        },
        [a, b]() mutable {
            a.wait();
            a.clear();
            b.set();
        });
    Condition condition = ctx.condition();
    const auto turn = ctx.raw_value<int>(0);
    auto pass = [condition, turn](int mine) mutable {
        const std::lock_guard guard(condition);
        while (*turn != mine)
            condition.wait();
        *turn = 1 - mine;
        condition.notify();
    };
    hand_over("poolscope Condition", "handoff_rtt_us", [pass]() mutable { pass(0); }, [pass]() mutable { pass(1); });
}

const AddSection add_lock("lock", 'E', run);

} // namespace

} // namespace poolscope::bench
