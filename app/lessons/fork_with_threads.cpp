// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <fmt/format.h>
#include <future>
#include <mutex>
#include <poolscope/engine.h>
#include <thread>

std::timed_mutex lock;
std::promise<void> taken, enough;

void hold() {
    const std::lock_guard holds(lock);
    taken.set_value();
    enough.get_future().wait();
}

void child() {
    fmt::print("the child {}\n", lock.try_lock_for(std::chrono::seconds(2)) ? "has the lock" : "waited in vain");
}
POOLSCOPE_TASK(child);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        std::thread thread(hold);
        taken.get_future().wait();
        auto p = poolscope::get_context("fork").process(child);
        p.start();
        enough.set_value();
        thread.join();
        fmt::print("the parent {}\n", lock.try_lock_for(std::chrono::seconds(2)) ? "has the lock" : "waited in vain");
        p.join();
    });
}
