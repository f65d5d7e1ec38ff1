// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/conformance/scenario.h"

#include <csignal>
#include <mutex>
#include <unistd.h>

using namespace poolscope;

static void release_lock(Lock lock, Connection out) {
    out.send(raised([&] { lock.release(); }));
}
POOLSCOPE_TASK(release_lock);

static void hold_lock(Lock lock, Connection held) {
    lock.acquire();
    held.send(true);
    (void)held.recv<bool>();
    lock.release();
}
POOLSCOPE_TASK(hold_lock);

static void tell_rlock(RLock lock, Connection out) {
    out.send(lock.repr());
    out.send(lock.acquire(false));
    out.send(raised([&] { lock.release(); }));
}
POOLSCOPE_TASK(tell_rlock);

static void wait_and_tell(Condition condition, Connection out) {
    const std::lock_guard guard(condition);
    out.send(std::string("waiting"));
    out.send(condition.wait(Seconds(60)));
}
POOLSCOPE_TASK(wait_and_tell);

static void say_action() {
    say("the action");
}
POOLSCOPE_TASK(say_action);

static void fail_action() {
    throw ValueError(Error{ErrorCode::invalid_argument, 0, "action", "no"});
}
POOLSCOPE_TASK(fail_action);

static void meet_twice(Barrier barrier, Connection out) {
    out.send(raised([&] { (void)barrier.wait(); }));
    out.send(raised([&] { (void)barrier.wait(); }));
}
POOLSCOPE_TASK(meet_twice);

static void set_and_clear(SharedEvent event, Connection out) {
    out.send(event.wait(Seconds(60)));
    event.clear();
    out.send(event.is_set());
}
POOLSCOPE_TASK(set_and_clear);

static void give_units(Semaphore semaphore, int count) {
    for (int unit = 0; unit < count; ++unit)
        semaphore.release();
}
POOLSCOPE_TASK(give_units);

SCENARIO(lock_released_by_another) {
    auto lock = get_context().lock();
    lock.acquire();
    auto [ours, theirs] = pipe();
    auto p = process(release_lock, lock, theirs);
    p.start();
    say("{}", ours.recv<std::string>());
    p.join();
    say("{}", py(lock.acquire(false)));
}

SCENARIO(lock_representations) {
    auto lock = get_context().lock();
    auto rlock = get_context().rlock();
    say("{} {}", lock.repr(), rlock.repr());
    lock.acquire();
    rlock.acquire();
    rlock.acquire();
    say("{} {}", lock.repr(), rlock.repr());
    auto [ours, theirs] = pipe();
    auto p = process(tell_rlock, rlock, theirs);
    p.start();
    say("{}", ours.recv<std::string>());
    say("{}", py(ours.recv<bool>()));
    say("{}", ours.recv<std::string>());
    p.join();
    lock.release();
    auto holder = process(hold_lock, lock, theirs);
    holder.start();
    (void)ours.recv<bool>();
    say("{}", lock.repr());
    ours.send(true);
    holder.join();
    say("{}", lock.repr());
    say("{}", py(lock.acquire(false, Seconds(-5))));
}

SCENARIO(object_representations) {
    say("{}", get_context().semaphore(3).repr());
    say("{}", get_context().bounded_semaphore(2).repr());
    say("{}", get_context().condition().repr());
    say("{}", get_context().condition(get_context().lock()).repr());
    const std::string event = get_context().event().repr();
    say("{}", event.substr(event.rfind(' ')));
    auto barrier = get_context().barrier(2);
    const std::string whole = barrier.repr();
    barrier.abort();
    const std::string broken = barrier.repr();
    say("{}{}", whole.substr(0, whole.find(" at ")), whole.substr(whole.find(": ")));
    say("{}", broken.substr(broken.find(": ")));
}

SCENARIO(semaphore_limits) {
    say("{}", raised([] { (void)get_context().semaphore(std::int64_t{1} << 31); }));
    say("{}", raised([] { get_context().semaphore(2147483647).release(); }));
    say("{}", raised([] { (void)get_context().bounded_semaphore(-1); }));
    say("{}", raised([] { get_context().bounded_semaphore(0).release(); }));
    auto semaphore = get_context().semaphore(0);
    say("{} {}", py(semaphore.acquire(true, Seconds(-1))), semaphore.get_value());
    auto p = process(give_units, semaphore, 3);
    p.start();
    say("{} {} {}", py(semaphore.acquire()), py(semaphore.acquire()), py(semaphore.acquire()));
    p.join();
    say("{} {}", semaphore.get_value(), py(semaphore.acquire(false)));
}

SCENARIO(condition_counts) {
    auto condition = get_context().condition();
    std::vector<Process> waiters;
    std::vector<Connection> outs;
    for (int waiter = 0; waiter < 3; ++waiter) {
        auto [ours, theirs] = pipe();
        waiters.push_back(process(wait_and_tell, condition, theirs));
        waiters.back().start();
        (void)ours.recv<std::string>();
        outs.push_back(std::move(ours));
    }
    {
        const std::lock_guard guard(condition);
        say("{}", condition.repr());
        condition.notify(2);
    }
    for (std::size_t look = 0; outs.size() > 1; ++look) { // any two of them
        const auto out = outs.begin() + static_cast<std::ptrdiff_t>(look % outs.size());
        if (!out->poll(Seconds(0.01)))
            continue;
        say("{}", py(out->recv<bool>()));
        outs.erase(out);
    }
    say("{}", py(outs[0].poll(Seconds(0.1))));
    {
        const std::lock_guard guard(condition);
        condition.notify_all();
        condition.notify(5);
        condition.notify(-1);
    }
    say("{}", py(outs[0].recv<bool>()));
    for (Process &waiter : waiters)
        waiter.join();
    condition.acquire();
    condition.acquire();
    say("{} {}", py(condition.wait(Seconds(-1))), condition.repr());
    condition.release();
    condition.release();
    say("{}", raised([&] { condition.release(); }));
    int looked = 0;
    condition.acquire();
    const bool is_true = condition.wait_for([&] { return ++looked == 3; }, Seconds(0));
    say("{} {}", py(is_true), looked);
    condition.release();
}

SCENARIO(event_between_processes) {
    auto event = get_context().event();
    auto [ours, theirs] = pipe();
    auto p = process(set_and_clear, event, theirs);
    p.start();
    event.set();
    say("{}", py(ours.recv<bool>()));
    say("{}", py(ours.recv<bool>()));
    p.join();
    say("{} {}", py(event.is_set()), py(event.wait(Seconds(-1))));
}

SCENARIO(barrier_actions) {
    auto barrier = get_context().barrier(1, say_action);
    say("{} {}", barrier.wait(), barrier.wait());
    auto failing = get_context().barrier(2, fail_action);
    auto [ours, theirs] = pipe();
    auto p = process(meet_twice, failing, theirs);
    p.start();
    while (failing.n_waiting() == 0)
        usleep(1000);
    say("{}", raised([&] { (void)failing.wait(); }));
    const std::string first = ours.recv<std::string>(), second = ours.recv<std::string>();
    say("{} {} {}", first, second, py(failing.broken()));
    p.join();
}

SCENARIO(barrier_reset_and_abort) {
    auto barrier = get_context().barrier(2);
    auto [ours, theirs] = pipe();
    auto p = process(meet_twice, barrier, theirs);
    p.start();
    while (barrier.n_waiting() == 0)
        usleep(1000);
    barrier.reset();
    say("{} {}", ours.recv<std::string>(), py(barrier.broken()));
    while (barrier.n_waiting() == 0)
        usleep(1000);
    barrier.abort();
    say("{} {} {}", ours.recv<std::string>(), py(barrier.broken()), barrier.n_waiting());
    p.join();
    auto timed = get_context().barrier(2, nullptr, Seconds(0.01));
    say("{}", raised([&] { (void)timed.wait(); }));
}

SCENARIO(barrier_without_parties) {
    say("{}", raised([] { (void)get_context().barrier(0).wait(Seconds(0.01)); }));
    say("{}", raised([] { (void)get_context().barrier(0); }));
}

SCENARIO(sync_only_by_inheritance) {
    auto [ours, theirs] = pipe();
    const Connection &out = theirs;
    auto lock = get_context().lock();
    say("{}", raised([&] { Connection(out).send(lock); }));
    say("{}", raised([&] { Connection(out).send(get_context().condition()); }));
    say("{}", raised([&] { Connection(out).send(get_context().barrier(1)); }));
}
