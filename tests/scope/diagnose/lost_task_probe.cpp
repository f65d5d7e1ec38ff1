// SPDX-License-Identifier: GPL-3.0-or-later
// A pool of the engine, one of whose workers dies over a task, unless the argument is "healthy".

#include <csignal>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <string_view>
#include <unistd.h>
#include <vector>

using namespace poolscope;

static int square_or_die(int x) {
    if (x < 0)
        ::kill(::getpid(), SIGKILL);
    return x * x;
}
POOLSCOPE_TASK(square_or_die);

int main(int argc, char **argv) {
    const bool is_healthy = argc > 1 && std::string_view(argv[argc - 1]) == "healthy";
    return run(argc, argv, [is_healthy] {
        Pool pool(2);
        try {
            fmt::print("{}\n", pool.map(square_or_die, std::vector{1, is_healthy ? 2 : -2, 3}, 1).size());
        } catch (const TaskLost &lost) {
            fmt::print("{}\n", lost.what());
        }
    });
}
