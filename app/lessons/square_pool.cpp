// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lessons/workers.h"

#include <fmt/ranges.h>
#include <poolscope/engine.h>

int square(int x) {
    return x * x;
}
POOLSCOPE_TASK(square);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        poolscope::Pool pool(workers(5));
        fmt::print("{}\n", pool.map(square, {1, 2, 3}));
    });
}
