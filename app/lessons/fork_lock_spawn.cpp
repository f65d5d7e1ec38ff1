// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <mutex>
#include <poolscope/engine.h>

void use(poolscope::Lock lock) {
    const std::lock_guard holds(lock);
    fmt::print("the child had the lock\n");
}
POOLSCOPE_TASK(use);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto spawn = poolscope::get_context("spawn");
        auto lock = poolscope::get_context("fork").lock();
        try {
            auto p = spawn.process(use, lock);
            p.start();
            p.join();
            fmt::print("the child ended with {}\n", *p.exitcode());
        } catch (const poolscope::RuntimeError &error) {
            fmt::print("RuntimeError: {}\n", error.what());
        }
        lock = spawn.lock();
        auto p = spawn.process(use, lock);
        p.start();
        p.join();
        fmt::print("the next child ended with {}\n", *p.exitcode());
    });
}
