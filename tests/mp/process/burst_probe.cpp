// SPDX-License-Identifier: GPL-3.0-or-later

// Many processes that have never spoken to the forkserver start a child by it at the same moment: burst_probe COUNT.

#include <cstdlib>
#include <fmt/format.h>
#include <poolscope/engine.h>

using namespace poolscope;

static void nothing() {}
POOLSCOPE_TASK(nothing);

static void start_when_told(SharedEvent go, Queue<std::string> told) {
    go.wait();
    try {
        auto p = get_context("forkserver").process(nothing);
        p.start();
        p.join();
        told.put(p.exitcode() == 0 ? "" : fmt::format("exitcode {}", *p.exitcode()));
    } catch (const Exception &error) {
        told.put(error.what());
    }
}
POOLSCOPE_TASK(start_when_told);

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const auto spawn = get_context("spawn");
        auto first = get_context("forkserver").process(nothing);
        first.start();
        first.join();
        auto go = spawn.event();
        auto told = spawn.queue<std::string>();
        std::vector<Process> all;
        for (int number = 0; number < (argc > 1 ? std::atoi(argv[1]) : 1); ++number) {
            all.push_back(spawn.process(start_when_told, go, told));
            all.back().start();
        }
        go.set();
        std::size_t refused = 0;
        for (std::size_t number = 0; number < all.size(); ++number)
            if (const std::string why = told.get(); !why.empty() && ++refused != 0)
                fmt::print(stderr, "{}\n", why);
        for (Process &p : all)
            p.join();
        fmt::print("{} started, {} refused\n", all.size() - refused, refused);
    });
}
