// SPDX-License-Identifier: GPL-3.0-or-later
// Two workers that hold a named segment of their parent's in tasks which take as long as a test needs to kill one of them.
#include <chrono>
#include <poolscope/engine.h>
#include <thread>

int hold(std::string name) {
    poolscope::SharedMemory memory({.name = name});
    memory.buf()[0] = std::byte{1};
    std::this_thread::sleep_for(std::chrono::seconds(60));
    return 0;
}
POOLSCOPE_TASK(hold);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        poolscope::SharedMemory memory({.create = true, .size = 4096, .named = true});
        poolscope::Pool pool(2);
        pool.map(hold, {memory.name(), memory.name()});
        memory.unlink();
    });
}
