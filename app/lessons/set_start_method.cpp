// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>

void foo(poolscope::Queue<std::string> q) {
    q.put("hello");
}
POOLSCOPE_TASK(foo);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        poolscope::set_start_method("spawn");
        auto q = poolscope::queue<std::string>();
        auto p = poolscope::process(foo, q);
        p.start();
        fmt::print("{}\n", q.get());
        p.join();
    });
}
