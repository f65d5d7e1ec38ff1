// SPDX-License-Identifier: GPL-3.0-or-later

// Makes, uses and lets go of objects of one kind again and again, and says whether anything is left of them:
//     cycles_probe locks|shared_memory|pools|executors

#include "tests/support/footprint.h"

#include <csignal>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <poolscope/engine.h>
#include <string>
#include <unistd.h>

using namespace poolscope;

static int negative(int x) {
    return -x;
}
POOLSCOPE_TASK(negative);

// Names of /dev/shm that are there though they were unlinked.
static long names_left = 0;

static void locks() {
    Lock lock = poolscope::lock();
    RLock rlock = poolscope::rlock();
    Semaphore semaphore = poolscope::semaphore(2);
    BoundedSemaphore bounded = poolscope::bounded_semaphore(1);
    Condition condition = poolscope::condition();
    SharedEvent event = poolscope::event();
    const Barrier barrier = poolscope::barrier(1);
    const std::scoped_lock all(lock, rlock, semaphore, bounded, condition);
    condition.notify_all();
    event.set();
    event.wait();
    Barrier(barrier).wait();
}

static void shared_memory() {
    SharedMemory anonymous({.create = true, .size = 8192});
    anonymous.buf()[8191] = std::byte{1};
    SharedMemory named({.create = true, .size = 8192, .named = true});
    named.buf()[0] = std::byte{1};
    const std::string path = "/dev/shm/" + named.name();
    ShareableList items({Value(1), Value("text")});
    auto number = raw_value<int>();
    *number = 1;
    auto numbers = raw_array<double>(100);
    numbers[99] = 1;
    named.unlink();
    names_left += ::access(path.c_str(), F_OK) == 0;
}

static void pools() {
    Pool pool(2);
    (void)pool.map(negative, {1, 2, 3});
    pool.close();
    pool.join();
}

static void executors() {
    ProcessPoolExecutor executor(2);
    (void)executor.submit(negative, 1).result();
    executor.shutdown();
}

int main(int argc, char **argv) {
    struct Kind {
        std::function<void()> once;
        int warm, times;
    };
    const std::map<std::string, Kind> kinds{{"locks", {locks, 50, 2000}},
                                            {"shared_memory", {shared_memory, 50, 2000}},
                                            {"pools", {pools, 10, 150}},
                                            {"executors", {executors, 10, 150}}};
    return run(argc, argv, [&] {
        const auto kind = kinds.find(argc > 1 ? argv[1] : "");
        if (kind == kinds.end())
            throw SystemExit{2};
        for (int time = 0; time < kind->second.warm; ++time)
            kind->second.once();
        const Footprint before;
        for (int time = 0; time < kind->second.times; ++time)
            kind->second.once();
        fmt::print("{} children {} names {}\n", before.since(), active_children().size(), names_left);
    });
}
