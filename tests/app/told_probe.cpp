// SPDX-License-Identifier: GPL-3.0-or-later

// Does one thing after the other with objects of the engine, or, with an argument, kills those who put into a queue, for
// cli_events_test to see what is told of it.

#include "engine/core/base/clock.h"

#include <csignal>
#include <cstdlib>
#include <poolscope/engine.h>
#include <unistd.h>

using namespace poolscope;

namespace {

void hold(Lock lock, SharedEvent held, SharedEvent is_over) {
    const std::lock_guard guard(lock);
    held.set();
    is_over.wait();
}

void die_holding(Lock lock) {
    lock.acquire();
    ::kill(::getpid(), SIGKILL);
}

// Then waits to be killed; not so fast that its watcher loses sight of it.
void put_hundreds(Queue<int> queue) {
    for (int number = 0; number < 300; ++number) {
        queue.put(number);
        const std::int64_t pause_ends = monotonic_ns() + 2'000;
        while (monotonic_ns() < pause_ends) {
        }
    }
    ::pause();
}

void die_at_work(int) {
    ::kill(::getpid(), SIGKILL);
}

// The main process waits for a lock that another holds; its next holder is killed.
void locks(const Context &ctx) {
    Lock lock = ctx.lock();
    SharedEvent held = ctx.event(), is_over = ctx.event();
    Process holder = ctx.process(hold, lock, held, is_over);
    holder.start();
    held.wait();
    if (lock.acquire(true, Seconds(0.01)))
        std::abort();
    is_over.set();
    lock.acquire();
    lock.release();
    holder.join();

    Process dying = ctx.process(die_holding, lock);
    dying.start();
    dying.join();
    try {
        lock.acquire();
    } catch (const OwnerDied &) {
    }

    RLock rlock = ctx.rlock();
    rlock.acquire();
    rlock.acquire();
    rlock.release();
    rlock.release();
    Semaphore semaphore = ctx.semaphore(3);
    semaphore.acquire();
    semaphore.release();
}

void queues(const Context &ctx) {
    Queue<std::string> queue = ctx.queue<std::string>();
    queue.put("one");
    queue.put("two");
    (void)queue.get();
    (void)queue.get();
}

void resources() {
    SharedMemory kept({.create = true, .size = 4096, .named = true});
    kept.unlink();
    const SharedMemory left({.create = true, .size = 4096, .named = true}); // its name stays
}

void pools(const Context &ctx) {
    Pool pool = ctx.pool(2);
    try {
        pool.apply(die_at_work, 1);
    } catch (const Exception &) {
    }
    pool.close();
    pool.join();
}

// Killed while they put, so also between telling of a message and finishing it.
void killed_producers(const Context &ctx) {
    Queue<int> queue = ctx.queue<int>();
    for (int round = 0; round < 60; ++round) {
        Process producer = ctx.process(put_hundreds, queue);
        producer.start();
        (void)queue.get();
        ::usleep(static_cast<useconds_t>(round * 5));
        producer.kill();
        producer.join();
        queue.put(-1); // who locks it next tells what the dead one did not finish
        while (queue.get() != -1) {
        }
    }
}

} // namespace

POOLSCOPE_TASK(hold);
POOLSCOPE_TASK(die_holding);
POOLSCOPE_TASK(die_at_work);
POOLSCOPE_TASK(put_hundreds);

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const Context ctx = get_context("spawn");
        if (argc > 1)
            return killed_producers(ctx);
        locks(ctx);
        queues(ctx);
        resources();
        pools(ctx);
    });
}
