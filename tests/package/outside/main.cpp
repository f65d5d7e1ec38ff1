// SPDX-License-Identifier: GPL-3.0-or-later
// The README's program, and one process with a queue for each start method.

#include <fmt/ranges.h>
#include <poolscope/engine.h>

int square(int x) {
    return x * x;
}
POOLSCOPE_TASK(square);

void greet(poolscope::Queue<std::string> queue, std::string name) {
    queue.put("hello " + name);
}
POOLSCOPE_TASK(greet);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        fmt::print("{}\n", poolscope::Pool(2).map(square, {1, 2, 3}));
        for (const std::string &method : poolscope::get_all_start_methods()) {
            auto context = poolscope::get_context(method);
            auto queue = context.queue<std::string>();
            auto process = context.process(greet, queue, method);
            process.start();
            fmt::print("{}\n", queue.get());
            process.join();
        }
    });
}
