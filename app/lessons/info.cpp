// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <unistd.h>

void info(std::string_view title) {
    fmt::print("{}\n", title);
    fmt::print("module name:  {}\n", poolscope::module_name());
    fmt::print("parent process:  {}\n", getppid());
    fmt::print("process id:  {}\n", getpid());
}

void f(std::string name) {
    info("function f");
    fmt::print("hello {}\n", name);
}
POOLSCOPE_TASK(f);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        info("main line");
        auto p = poolscope::process(f, "bob");
        p.start();
        p.join();
    });
}
