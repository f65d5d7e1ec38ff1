// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <mutex>
#include <poolscope/engine.h>
#include <vector>

void philosopher(int number, poolscope::Lock left, poolscope::Lock right, poolscope::Barrier everybody_holds_one) {
    const std::lock_guard holds(left);
    everybody_holds_one.wait();
    if (right.acquire(true, poolscope::Seconds(2))) {
        fmt::print("{} eats\n", number);
        right.release();
    } else {
        fmt::print("{} waited in vain\n", number);
    }
    everybody_holds_one.wait();
}
POOLSCOPE_TASK(philosopher);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        const auto ctx = poolscope::get_context();
        std::vector<poolscope::Lock> forks;
        for (int i = 0; i < 3; ++i)
            forks.push_back(ctx.lock());
        auto everybody_holds_one = ctx.barrier(3);
        std::vector<poolscope::Process> philosophers;
        for (int i = 0; i < 3; ++i)
            philosophers.push_back(ctx.process(philosopher, i, forks[i], forks[(i + 1) % 3], everybody_holds_one));
        for (auto &p : philosophers)
            p.start();
        for (auto &p : philosophers)
            p.join();
    });
}
