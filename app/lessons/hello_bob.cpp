// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>

void f(std::string name) {
    fmt::print("hello {}\n", name);
}
POOLSCOPE_TASK(f);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto p = poolscope::process(f, "bob");
        p.start();
        p.join();
    });
}
