// SPDX-License-Identifier: GPL-3.0-or-later

// What locks and their kin do when a process is killed in the middle of using them.

#include "tests/mp/sync/probe_case.h"

#include <csignal>
#include <thread>
#include <unistd.h>

using namespace poolscope;

// Holds the lock for most of its life; what it protects is two numbers that are to be equal.
static void use_lock(Lock lock, RawArray<std::int64_t> pair) {
    for (;;) {
        try {
            lock.acquire();
        } catch (const OwnerDied &) {
            continue;
        }
        pair[0] = pair[0] + 1;
        pair[1] = pair[0];
        lock.release();
    }
}
POOLSCOPE_TASK(use_lock);

static void use_semaphore(Semaphore semaphore, RawArray<std::int64_t> rounds) {
    for (;;) {
        try {
            semaphore.acquire();
        } catch (const OwnerDied &) {
            continue;
        }
        rounds[0] = rounds[0] + 1;
        semaphore.release();
    }
}
POOLSCOPE_TASK(use_semaphore);

static void wait_forever(Condition condition) {
    for (;;) {
        try {
            condition.acquire();
        } catch (const OwnerDied &) {
            continue;
        }
        condition.wait();
        condition.release();
    }
}
POOLSCOPE_TASK(wait_forever);

static void wait_once(Condition condition, Connection out) {
    condition.acquire();
    out.send(true);
    out.send(condition.wait());
    condition.release();
}
POOLSCOPE_TASK(wait_once);

static void wait_for_event(SharedEvent event, Connection out) {
    out.send(true);
    out.send(event.wait());
}
POOLSCOPE_TASK(wait_for_event);

static void meet_for_ever(Barrier barrier) {
    for (;;)
        (void)barrier.wait();
}
POOLSCOPE_TASK(meet_for_ever);

static void take_and_stay(Semaphore semaphore, Connection out) {
    semaphore.acquire();
    out.send(true);
    for (;;)
        pause();
}
POOLSCOPE_TASK(take_and_stay);

static void hold_and_stay(Lock lock, Connection out) {
    lock.acquire();
    out.send(true);
    for (;;)
        pause();
}
POOLSCOPE_TASK(hold_and_stay);

static void take_and_end(Semaphore semaphore) {
    semaphore.acquire();
}
POOLSCOPE_TASK(take_and_end);

static void rest(unsigned &seed, int most_us) {
    std::this_thread::sleep_for(std::chrono::microseconds(rand_r(&seed) % most_us));
}

// Kills the user of a lock at random instants: the lock is never lost, and whenever the pair is torn, its next owner is told.
PROBE_CASE(lock_owners_killed) {
    auto lock = get_context("fork").lock();
    auto pair = get_context("fork").raw_array<std::int64_t>(2);
    unsigned seed = 11;
    int silent_tears = 0, told = 0;
    for (int round = 0; round < 300; ++round) {
        auto p = get_context("fork").process(use_lock, lock, pair);
        p.start();
        rest(seed, 3000);
        p.kill();
        try {
            if (!lock.acquire(true, Seconds(60)))
                return say("the lock is lost");
            silent_tears += pair[1] != pair[0];
            lock.release();
        } catch (const OwnerDied &) {
            ++told;
            p.join(); // it is gone now for sure
            pair[1] = pair[0];
        }
        p.join();
    }
    say("silent tears {} told {}", silent_tears, told > 0);
}

PROBE_CASE(semaphore_holders_killed) {
    auto semaphore = get_context("fork").semaphore(2);
    auto rounds = get_context("fork").raw_array<std::int64_t>(1);
    unsigned seed = 5;
    for (int round = 0; round < 200; ++round) {
        auto p = get_context("fork").process(use_semaphore, semaphore, rounds), q = get_context("fork").process(use_semaphore, semaphore, rounds);
        p.start();
        q.start();
        rest(seed, 3000);
        p.kill();
        q.kill();
        p.join();
        q.join();
    }
    // Whatever the killed had taken is back within a second, and nothing more.
    int taken = 0;
    for (int attempt = 0; taken < 2 && attempt < 10; ++attempt) {
        try {
            taken += semaphore.acquire(true, Seconds(20));
        } catch (const OwnerDied &) {
        }
    }
    say("taken {} then {}", taken, semaphore.acquire(true, Seconds(1.5)) ? "one more" : "no more");
}

PROBE_CASE(a_dead_owner_is_told_once) {
    auto lock = get_context().lock();
    auto [ours, theirs] = pipe();
    auto p = process(hold_and_stay, lock, theirs);
    p.start();
    (void)ours.recv<bool>();
    p.kill();
    try {
        (void)lock.acquire(true, Seconds(60));
        say("no news");
    } catch (const OwnerDied &died) {
        say("{}", died.what());
    }
    say("{}", lock.acquire(true, Seconds(60)));
    p.join();
    auto semaphore = get_context().semaphore(1);
    auto holder = process(take_and_stay, semaphore, theirs);
    holder.start();
    (void)ours.recv<bool>();
    holder.kill();
    try {
        (void)semaphore.acquire(true, Seconds(60));
        say("no news");
    } catch (const OwnerDied &died) {
        say("{}", died.what());
    }
    say("{}", semaphore.acquire(true, Seconds(60)));
    say("{}", semaphore.get_value());
    holder.join();
}

// A unit that its taker leaves to others is not taken for lost.
PROBE_CASE(a_unit_left_by_a_process_that_ends_in_order) {
    auto semaphore = get_context().semaphore(1);
    auto p = process(take_and_end, semaphore);
    p.start();
    p.join();
    say("{}", p.exitcode() == 0);
    say("{}", semaphore.acquire(true, Seconds(2)));
    semaphore.release();
    say("{}", semaphore.acquire(true, Seconds(60)));
}

PROBE_CASE(waiters_killed) {
    auto condition = get_context("fork").condition();
    unsigned seed = 3;
    for (int round = 0; round < 200; ++round) {
        auto p = get_context("fork").process(wait_forever, condition), q = get_context("fork").process(wait_forever, condition);
        p.start();
        q.start();
        rest(seed, 2000);
        p.kill();
        for (int call = 0; call < 3; ++call) {
            try {
                condition.acquire();
            } catch (const OwnerDied &) {
                --call;
                continue;
            }
            condition.notify();
            condition.notify_all();
            condition.release();
        }
        q.kill();
        p.join();
        q.join();
    }
    // After all that, one notify still wakes exactly the one who waits.
    auto [ours, theirs] = pipe();
    auto p = get_context("fork").process(wait_once, condition, theirs);
    for (bool is_clean = false; !is_clean;) {
        try {
            condition.acquire();
            condition.release();
            is_clean = true;
        } catch (const OwnerDied &) {
        }
    }
    p.start();
    (void)ours.recv<bool>();
    condition.acquire();
    condition.notify();
    condition.release();
    say("{}", ours.recv<bool>());
    p.join();
}

PROBE_CASE(a_notify_is_not_lost_on_a_killed_waiter) {
    auto condition = get_context().condition();
    auto [ours, theirs] = pipe();
    auto [others, others_end] = pipe();
    auto first = process(wait_once, condition, theirs), second = process(wait_once, condition, others_end);
    first.start();
    (void)ours.recv<bool>();
    condition.acquire(); // only once it waits
    condition.release();
    second.start();
    (void)others.recv<bool>();
    first.kill();
    first.join();
    condition.acquire();
    condition.notify();
    condition.release();
    say("{}", others.recv<bool>());
    second.join();
}

PROBE_CASE(event_waiters_killed) {
    auto event = get_context().event();
    auto [ours, theirs] = pipe();
    for (int round = 0; round < 20; ++round) {
        auto p = process(wait_for_event, event, theirs);
        p.start();
        (void)ours.recv<bool>();
        p.kill();
        event.set(); // never waits for anybody
        p.join();
        while (ours.poll())
            (void)ours.recv<bool>();
        event.clear();
    }
    auto p = process(wait_for_event, event, theirs);
    p.start();
    (void)ours.recv<bool>();
    event.set();
    event.clear(); // whoever waited has seen it, or will find it cleared: asked again until it waited
    while (!ours.poll(Seconds(0.05))) {
        event.set();
        event.clear();
    }
    say("{}", ours.recv<bool>());
    p.join();
}

PROBE_CASE(barrier_party_killed) {
    auto barrier = get_context().barrier(3);
    auto p = process(meet_for_ever, barrier), q = process(meet_for_ever, barrier);
    p.start();
    q.start();
    for (int round = 0; round < 50; ++round)
        (void)barrier.wait(Seconds(60));
    p.kill();
    p.join();
    try {
        for (;;)
            (void)barrier.wait();
    } catch (const BrokenBarrierError &error) {
        say("{}", error.what());
    }
    q.join(); // its wait() threw as well
    say("{} {}", q.exitcode() == 1, barrier.broken());
    barrier.reset();
    auto again = process(meet_for_ever, barrier), another = process(meet_for_ever, barrier);
    again.start();
    another.start();
    for (int round = 0; round < 50; ++round)
        (void)barrier.wait(Seconds(60));
    say("{}", barrier.broken());
    again.kill();
    another.kill();
}
