// SPDX-License-Identifier: GPL-3.0-or-later
// Two workers with tasks that take as long as a test needs to kill one of them.
#include <chrono>
#include <poolscope/engine.h>
#include <thread>

int sleep_long(int seconds) {
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    return seconds;
}
POOLSCOPE_TASK(sleep_long);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        poolscope::Pool pool(2);
        pool.map(sleep_long, {60, 60});
    });
}
