// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lessons/workers.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <thread>
#include <unistd.h>
#include <vector>

int work(double seconds) {
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    return getpid();
}
POOLSCOPE_TASK(work);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        std::vector<double> slow_ones_first(16, 0.0);
        std::fill_n(slow_ones_first.begin(), 8, 0.05);
        poolscope::Pool pool(workers(2));
        for (const int chunksize : {8, 1}) {
            auto slow = pool.map(work, slow_ones_first, chunksize);
            slow.resize(8);
            std::ptrdiff_t busiest = 0;
            for (const int worker : slow)
                busiest = std::max(busiest, std::count(slow.begin(), slow.end(), worker));
            fmt::print("chunks of {}: the busiest worker did {} of 8 slow items\n", chunksize, busiest);
        }
    });
}
