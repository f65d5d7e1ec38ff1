// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>

void hello(std::string name) {
    fmt::print("hello {}\n", name);
}
POOLSCOPE_TASK(hello);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        poolscope::set_start_method("spawn");
        try {
            poolscope::set_start_method("fork");
        } catch (const poolscope::RuntimeError &error) {
            fmt::print("RuntimeError: {}\n", error.what());
        }
        auto ctx = poolscope::get_context("fork");
        auto p = ctx.process(hello, "fork");
        p.start();
        p.join();
        fmt::print("the default is still {}\n", poolscope::get_start_method());
    });
}
