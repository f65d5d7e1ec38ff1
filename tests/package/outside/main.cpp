// SPDX-License-Identifier: GPL-3.0-or-later
// The README's program, and one process with a queue for each start method.

#include <fmt/ranges.h>
#include <mutex>
#include <poolscope/engine.h>

int square(int x) {
    return x * x;
}
POOLSCOPE_TASK(square);

void greet(poolscope::Queue<std::string> queue, std::string name) {
    queue.put("hello " + name);
}
POOLSCOPE_TASK(greet);

// What is inline in the headers has to find in the library what it needs.
void count(poolscope::Lock lock, poolscope::SharedValue<int> total, poolscope::Connection done) {
    const std::lock_guard guard(lock);
    total.set_value(total.value() + 1);
    done.send(std::pair(total.value(), poolscope::current_process().name()));
}
POOLSCOPE_TASK(count);

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
        auto [receiver, sender] = poolscope::pipe(poolscope::Duplex::no);
        poolscope::Process counting(count, poolscope::Lock(), poolscope::value<int>(41), sender);
        counting.start();
        fmt::print("{}\n", receiver.recv<std::pair<int, std::string>>());
        counting.join();
    });
}
