// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>

void foo(poolscope::Queue<std::string> q) {
    q.put("hello");
}
POOLSCOPE_TASK(foo);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto ctx = poolscope::get_context("spawn");
        auto q = ctx.queue<std::string>();
        auto p = ctx.process(foo, q);
        p.start();
        fmt::print("{}\n", q.get());
        p.join();
    });
}
