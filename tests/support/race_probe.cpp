// SPDX-License-Identifier: GPL-3.0-or-later

// Two threads of a forked child count one number up: race_probe bare, without a lock; race_probe guarded, under a Lock that
// is waited for with a timeout. Nobody reads what the child prints or how it ends.

#include <cstdio>
#include <poolscope/engine.h>
#include <string_view>
#include <thread>

using namespace poolscope;

static long number = 0;

static void count_up(Lock *lock) {
    for (int i = 0; i < 20'000; ++i) {
        if (lock != nullptr)
            lock->acquire(true, Seconds(60));
        ++number;
        if (lock != nullptr)
            lock->release();
    }
}

static void race(Lock lock, bool is_guarded) {
    std::fclose(stderr);
    Lock *const guard = is_guarded ? &lock : nullptr;
    std::thread other(count_up, guard);
    count_up(guard);
    other.join();
}

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const Context context = get_context("fork");
        Process process = context.process(race, context.lock(), std::string_view(argv[1]) == "guarded");
        process.start();
        process.join();
    });
}
