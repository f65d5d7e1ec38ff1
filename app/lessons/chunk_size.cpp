// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lessons/workers.h"

#include <fmt/format.h>
#include <numeric>
#include <poolscope/engine.h>
#include <vector>

int square(int x) {
    return x * x;
}
POOLSCOPE_TASK(square);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        std::vector<int> numbers(100);
        std::iota(numbers.begin(), numbers.end(), 0);
        poolscope::Pool pool(workers(2));
        const auto one_by_one = pool.map(square, numbers, 1);
        const auto in_chunks = pool.map(square, numbers, 25);
        const auto sum = [](const std::vector<int> &squares) { return std::accumulate(squares.begin(), squares.end(), 0); };
        fmt::print("{} {}\n", sum(one_by_one), sum(in_chunks));
    });
}
