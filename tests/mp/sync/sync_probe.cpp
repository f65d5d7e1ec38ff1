// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/sync/probe_case.h"
#include "tests/support/footprint.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <mutex>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace poolscope;

std::map<std::string, std::function<void()>> &probe_cases() {
    static std::map<std::string, std::function<void()>> all;
    return all;
}

static void count_up(Lock lock, RLock rlock, Semaphore semaphore, RawArray<std::int64_t> counters, int times) {
    for (int round = 0; round < times; ++round) {
        {
            const std::lock_guard guard(lock);
            counters[0] = counters[0] + 1;
        }
        {
            const std::lock_guard outer(rlock);
            const std::lock_guard inner(rlock);
            counters[1] = counters[1] + 1;
        }
        const std::lock_guard guard(semaphore);
        counters[2] = counters[2] + 1;
    }
}
POOLSCOPE_TASK(count_up);

static void collect_indices(Barrier barrier, RawArray<std::int64_t> sums, int rounds) {
    for (int round = 0; round < rounds; ++round)
        std::atomic_ref(sums[static_cast<std::size_t>(round)]).fetch_add(std::int64_t{1} << (8 * barrier.wait()));
}
POOLSCOPE_TASK(collect_indices);

static void produce(Condition condition, RawArray<std::int64_t> stock, int times) {
    for (int round = 0; round < times; ++round) {
        const std::lock_guard guard(condition);
        ++stock[0];
        condition.notify();
    }
}
POOLSCOPE_TASK(produce);

static void tell_depth(RLock lock, Connection out) {
    out.send(lock.acquire());
    out.send(lock.repr());
    lock.release();
}
POOLSCOPE_TASK(tell_depth);

static void tell_locked(Lock lock, Connection out) {
    out.send(lock.locked());
    out.send(lock.repr());
}
POOLSCOPE_TASK(tell_locked);

static void pass_on(Lock lock, Connection out) {
    auto grandchild = process(tell_locked, lock, out);
    grandchild.start();
    grandchild.join();
}
POOLSCOPE_TASK(pass_on);

static void keep_strictly(Lock lock, RLock rlock, Semaphore semaphore, Connection out) {
    lock.acquire();
    rlock.acquire();
    semaphore.acquire();
    out.send(true);
    for (;;)
        pause();
}
POOLSCOPE_TASK(keep_strictly);

PROBE_CASE(nothing_is_counted_twice_under_contention) {
    auto lock = get_context().lock();
    auto rlock = get_context().rlock();
    auto semaphore = get_context().semaphore(1);
    auto counters = get_context().raw_array<std::int64_t>(3);
    std::vector<Process> all;
    for (int number = 0; number < 4; ++number)
        all.push_back(process(count_up, lock, rlock, semaphore, counters, 5000));
    for (Process &p : all)
        p.start();
    for (Process &p : all)
        p.join();
    say("{} {} {}", counters[0], counters[1], counters[2]);
}

PROBE_CASE(every_party_gets_an_index_of_its_own) {
    auto barrier = get_context().barrier(3);
    auto sums = get_context().raw_array<std::int64_t>(200);
    std::vector<Process> all;
    for (int number = 0; number < 3; ++number)
        all.push_back(process(collect_indices, barrier, sums, 200));
    for (Process &p : all)
        p.start();
    for (Process &p : all)
        p.join();
    int right = 0;
    for (const std::int64_t sum : sums)
        right += sum == 0x010101;
    say("{}", right);
}

PROBE_CASE(no_notification_is_lost) {
    auto condition = get_context().condition();
    auto stock = get_context().raw_array<std::int64_t>(1);
    auto p = process(produce, condition, stock, 3000), q = process(produce, condition, stock, 3000);
    p.start();
    q.start();
    std::int64_t got = 0;
    while (got < 6000) {
        const std::lock_guard guard(condition);
        if (!condition.wait_for([&] { return stock[0] > 0; }, Seconds(60)))
            break;
        got += std::exchange(stock[0], 0);
    }
    say("{}", got);
}

PROBE_CASE(a_lock_that_would_wait_for_itself_says_so) {
    auto lock = get_context().lock();
    lock.acquire();
    try {
        lock.acquire();
        say("nothing");
    } catch (const AssertionError &error) {
        say("{}", error.what());
    }
    say("{}", lock.acquire(true, Seconds(0.01)));
}

PROBE_CASE(a_lock_belongs_to_a_thread) {
    auto lock = get_context().lock();
    auto rlock = get_context().rlock();
    std::thread([&] {
        pthread_setname_np(pthread_self(), "helper");
        lock.acquire();
        say("{}", lock.repr());
        lock.release();
        rlock.acquire();
    }).join();
    const std::unique_lock guard(lock);
    std::thread([&] {
        say("{}", lock.repr());
        try {
            lock.release();
        } catch (const ValueError &error) {
            say("{}", error.what());
        }
    }).join();
    try {
        rlock.acquire(); // its owner, the thread, has ended
        say("no news");
    } catch (const OwnerDied &) {
        say("owner died");
    }
}

PROBE_CASE(copies_in_one_process_are_one_lock) {
    auto lock = get_context("fork").rlock();
    auto other = lock;
    lock.acquire();
    other.acquire();
    say("{}", lock.repr());
    // Let go of while held: the others that this thread holds must not suffer. (ThreadSanitizer bears 64 of a thread.)
    for (int round = 0; round < 50; ++round) {
        auto held = get_context("fork").lock();
        held.acquire();
    }
    auto last = get_context("fork").lock();
    last.acquire();
    last.release();
    say("{}", last.repr());
}

PROBE_CASE(a_forked_child_does_not_hold_what_its_parent_holds) {
    auto lock = get_context("fork").rlock();
    lock.acquire();
    auto [ours, theirs] = pipe();
    auto p = get_context("fork").process(tell_depth, lock, theirs);
    p.start();
    say("{}", ours.poll(Seconds(0.2)));
    lock.release();
    say("{}", ours.recv<bool>());
    say("{}", ours.recv<std::string>().substr(0, 19));
    p.join();
}

PROBE_CASE(locked_tells_whether_it_is_held) {
    auto lock = get_context().lock();
    auto rlock = get_context().rlock();
    auto semaphore = get_context().semaphore(1);
    say("{} {} {}", lock.locked(), rlock.locked(), semaphore.locked());
    lock.acquire();
    rlock.acquire();
    semaphore.acquire();
    say("{} {} {}", lock.locked(), rlock.locked(), semaphore.locked());
}

PROBE_CASE(a_grandchild_gets_the_same_lock) {
    auto lock = get_context().lock();
    lock.acquire();
    auto [ours, theirs] = pipe();
    auto p = process(pass_on, lock, theirs);
    p.start();
    say("{}", ours.recv<bool>());
    say("{}", ours.recv<std::string>());
    p.join();
}

PROBE_CASE(a_strict_lock_stays_with_its_dead_owner) {
    set_strictness(Strictness::strict);
    auto lock = get_context().lock();
    auto rlock = get_context().rlock();
    auto semaphore = get_context().semaphore(1);
    auto [ours, theirs] = pipe();
    auto p = process(keep_strictly, lock, rlock, semaphore, theirs);
    p.start();
    (void)ours.recv<bool>();
    p.kill();
    p.join();
    say("{} {} {}", lock.acquire(true, Seconds(0.2)), rlock.acquire(true, Seconds(0.2)), semaphore.acquire(true, Seconds(1.5)));
    lock.release(); // as anyone may
    say("{}", lock.acquire(true, Seconds(60)));
}

PROBE_CASE(a_signal_does_not_end_a_wait) {
    static std::atomic<int> handled{0};
    struct sigaction action {};
    action.sa_handler = [](int) { ++handled; };
    sigaction(SIGUSR1, &action, nullptr); // without SA_RESTART
    auto lock = get_context().lock();
    auto semaphore = get_context().semaphore(0);
    auto event = get_context().event();
    lock.acquire();
    const pthread_t waiter = pthread_self();
    std::thread other([&] {
        const auto interrupt = [&](auto &&end) {
            for (int time = handled + 3; handled < time;) {
                pthread_kill(waiter, SIGUSR1);
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
            end();
        };
        interrupt([&] { semaphore.release(); });
        interrupt([&] { event.set(); });
    });
    say("{}", semaphore.acquire());
    say("{}", event.wait());
    other.join();
    say("{}", lock.acquire(true, Seconds(0.01)));
}

PROBE_CASE(thousands_come_and_go) {
    const auto round = [] {
        auto lock = get_context().lock();
        auto rlock = get_context().rlock();
        auto semaphore = get_context().bounded_semaphore(2);
        auto condition = get_context().condition(lock);
        auto event = get_context().event();
        auto barrier = get_context().barrier(1);
        const std::lock_guard one(lock);
        const std::lock_guard two(rlock);
        const std::lock_guard three(semaphore);
        condition.notify_all();
        event.set();
        (void)barrier.wait();
    };
    for (int number = 0; number < 200; ++number)
        round();
    const std::size_t descriptors = open_descriptors();
    const long memory = status_kib("VmRSS:");
    for (int number = 0; number < 3000; ++number)
        round();
    say("descriptors {} memory {}", open_descriptors() == descriptors, tests::is_sanitized || status_kib("VmRSS:") < memory + 1024);
}

PROBE_CASE(no_descriptor_left_is_an_error_with_words) {
    auto lock = get_context().lock();
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    rlimit low = limit;
    low.rlim_cur = 3;
    setrlimit(RLIMIT_NOFILE, &low);
    std::string said = "nothing";
    try {
        (void)get_context().lock();
    } catch (const OSError &error) {
        said = error.error().describe();
    }
    setrlimit(RLIMIT_NOFILE, &limit);
    say("{}", said);
    say("{}", lock.acquire());
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const auto found = probe_cases().find(argc > 1 ? argv[1] : "");
        if (found == probe_cases().end())
            throw SystemExit{2};
        found->second();
    });
}
