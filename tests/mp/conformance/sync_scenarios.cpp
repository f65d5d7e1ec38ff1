// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <csignal>
#include <unistd.h>

using namespace poolscope;

static void add_under_lock(Lock lock, Connection total, int times) {
    for (int round = 0; round < times; ++round) {
        lock.acquire();
        const int value = total.recv<int>();
        total.send(value + 1);
        lock.release();
    }
}
POOLSCOPE_TASK(add_under_lock);

static void keep(Lock lock, Connection held) {
    lock.acquire();
    held.send(true);
    for (;;)
        pause();
}
POOLSCOPE_TASK(keep);

static void set_event(SharedEvent event) {
    event.set();
}
POOLSCOPE_TASK(set_event);

static void meet(Barrier barrier, Queue<int> out) {
    out.put(static_cast<int>(barrier.wait()));
}
POOLSCOPE_TASK(meet);

static void wait_for_condition(Condition condition, Connection out) {
    condition.acquire();
    out.send(std::string("waiting"));
    out.send(condition.wait(Seconds(30)));
    condition.release();
}
POOLSCOPE_TASK(wait_for_condition);

static void take_unit(Semaphore semaphore, Connection out) {
    out.send(semaphore.acquire());
    out.send(semaphore.acquire(true, Seconds(0.01)));
}
POOLSCOPE_TASK(take_unit);

SCENARIO(lock_basics) {
    auto lock = get_context().lock();
    const bool first = lock.acquire();
    say("{} {}", py(first), py(lock.acquire(false)));
    say("{}", py(lock.acquire(true, Seconds(0.01))));
    say("{}", py(lock.acquire(true, Seconds(-1))));
    lock.release();
    say("{}", raised([&] { lock.release(); }));
    auto rlock = get_context().rlock();
    say("{} {}", py(rlock.acquire()), py(rlock.acquire()));
    rlock.release();
    rlock.release();
    say("{}", raised([&] { rlock.release(); }));
}

SCENARIO(lock_excludes) {
    auto lock = get_context().lock();
    auto [ours, theirs] = pipe();
    auto p1 = process(add_under_lock, lock, theirs, 20), p2 = process(add_under_lock, lock, theirs, 20);
    ours.send(0);
    p1.start();
    p2.start();
    int value = 0;
    for (int round = 0; round < 40; ++round) {
        value = ours.recv<int>();
        ours.send(value);
    }
    say("{}", value);
    p1.join();
    p2.join();
}

SCENARIO(lock_held_elsewhere) {
    auto lock = get_context().lock();
    auto [ours, theirs] = pipe();
    auto p = process(keep, lock, theirs);
    p.start();
    (void)ours.recv<bool>();
    say("{} {}", py(lock.acquire(false)), py(lock.acquire(true, Seconds(0.05))));
    p.kill();
    p.join();
}

SCENARIO(semaphore_basics) {
    auto semaphore = get_context().semaphore(2);
    say("{}", semaphore.get_value());
    semaphore.acquire();
    semaphore.acquire();
    say("{} {}", semaphore.get_value(), py(semaphore.acquire(false)));
    semaphore.release();
    semaphore.release();
    semaphore.release();
    say("{}", semaphore.get_value());
    auto bounded = get_context().bounded_semaphore(1);
    say("{}", raised([&] { bounded.release(); }));
    say("{}", raised([] { (void)get_context().semaphore(-1); }));
}

SCENARIO(semaphore_between_processes) {
    auto semaphore = get_context().semaphore(1);
    auto [ours, theirs] = pipe();
    auto p = process(take_unit, semaphore, theirs);
    p.start();
    const bool first = ours.recv<bool>();
    say("{} {}", py(first), py(ours.recv<bool>()));
    p.join();
    say("{}", semaphore.get_value());
}

SCENARIO(event_basics) {
    auto event = get_context().event();
    say("{} {}", py(event.is_set()), py(event.wait(Seconds(0.01))));
    auto p = process(set_event, event);
    p.start();
    say("{}", py(event.wait(Seconds(30))));
    p.join();
    event.clear();
    say("{}", py(event.is_set()));
}

SCENARIO(condition_notify) {
    auto condition = get_context().condition();
    say("{} {}", raised([&] { condition.wait(); }), raised([&] { condition.notify(); }));
    auto [ours, theirs] = pipe();
    auto p = process(wait_for_condition, condition, theirs);
    p.start();
    say("{}", ours.recv<std::string>());
    condition.acquire();
    condition.notify();
    condition.release();
    say("{}", py(ours.recv<bool>()));
    p.join();
    condition.acquire();
    say("{}", py(condition.wait(Seconds(0.01))));
    say("{}", py(condition.wait_for([] { return true; }, Seconds(1))));
    condition.release();
}

SCENARIO(barrier_meets) {
    auto barrier = get_context().barrier(3);
    auto q = queue<int>();
    std::vector<Process> parties;
    for (int party = 0; party < 2; ++party) {
        parties.push_back(process(meet, barrier, q));
        parties.back().start();
    }
    int sum = static_cast<int>(barrier.wait(Seconds(30)));
    for (Process &party : parties) {
        sum += q.get();
        party.join();
    }
    say("{} {}", sum, barrier.parties());
    const std::string late = raised([&] { (void)barrier.wait(Seconds(0.01)); });
    say("{} {}", late, py(barrier.broken()));
    barrier.reset();
    say("{}", py(barrier.broken()));
    barrier.abort();
    say("{}", raised([&] { (void)barrier.wait(); }));
}
