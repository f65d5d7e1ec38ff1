// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <map>

void ready(poolscope::Connection conn) {
    conn.send("ready");
}
POOLSCOPE_TASK(ready);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        std::map<double, const char *> took;
        for (const char *method : {"spawn", "fork", "forkserver"}) {
            auto ctx = poolscope::get_context(method);
            auto [receiver, sender] = ctx.pipe(poolscope::Duplex::no);
            const auto began = poolscope::monotonic_ns();
            for (int i = 0; i < 3; ++i) {
                auto p = ctx.process(ready, sender);
                p.start();
                receiver.recv<std::string>();
                p.join();
            }
            const double milliseconds = static_cast<double>(poolscope::monotonic_ns() - began) / 3 / 1e6;
            took[milliseconds] = method;
            fmt::print("{:<12}{:.1f} ms a process\n", method, milliseconds);
        }
        fmt::print("the slowest: {}\n", took.rbegin()->second);
    });
}
