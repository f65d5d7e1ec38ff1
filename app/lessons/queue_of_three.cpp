// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <unistd.h>

void say_who_i_am() {
    fmt::print("module name: {}\n", poolscope::module_name());
    fmt::print("parent process id: {}\n", getppid());
    fmt::print("process id: {}\n", getpid());
}

void foo(poolscope::Queue<std::string> q) {
    say_who_i_am();
    q.put("3");
}
POOLSCOPE_TASK(foo);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto q = poolscope::queue<std::string>();
        auto p = poolscope::process(foo, q);
        p.start();
        say_who_i_am();
        q.put("1");
        q.put("2");
        fmt::print("1 get: {}\n", q.get());
        fmt::print("2 get: {}\n", q.get());
        fmt::print("3 get: {}\n", q.get());
        p.join();
    });
}
