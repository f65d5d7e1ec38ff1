// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <unistd.h>

void worker(poolscope::Lock lock) {
    lock.acquire();
    kill(getpid(), SIGKILL);
}
POOLSCOPE_TASK(worker);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto lock = poolscope::lock();
        auto p = poolscope::process(worker, lock);
        p.start();
        p.join();
        fmt::print("the worker ended with {}\n", *p.exitcode());
        try {
            fmt::print("the lock is {}\n", lock.acquire(true, poolscope::Seconds(2)) ? "free" : "taken for ever");
        } catch (const poolscope::OwnerDied &error) {
            fmt::print("the lock is free again: {}\n", error.what());
        }
    });
}
