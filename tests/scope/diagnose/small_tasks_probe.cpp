// SPDX-License-Identifier: GPL-3.0-or-later
// A pool of the engine that is busy for a second and more with tasks of so many microseconds.

#include <chrono>
#include <cstdlib>
#include <poolscope/engine.h>
#include <vector>

using namespace poolscope;
using Clock = std::chrono::steady_clock;

static int compute(int microseconds) {
    const auto end = Clock::now() + std::chrono::microseconds(microseconds);
    while (Clock::now() < end)
        continue;
    return microseconds;
}
POOLSCOPE_TASK(compute);

int main(int argc, char **argv) {
    const int microseconds = std::atoi(argv[argc - 1]);
    return run(argc, argv, [microseconds] {
        Pool pool(2);
        const auto end = Clock::now() + std::chrono::milliseconds(1500);
        while (Clock::now() < end)
            pool.map(compute, std::vector(200, microseconds), 1);
    });
}
