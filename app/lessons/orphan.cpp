// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <thread>

void grandchild(poolscope::Connection conn) {
    conn.send("I am here");
    poolscope::parent_process()->join(poolscope::Seconds(10));
    std::this_thread::sleep_for(std::chrono::seconds(1));
    conn.send("I go on without a parent");
}
POOLSCOPE_TASK(grandchild);

void child(poolscope::Connection conn) {
    auto p = poolscope::process(grandchild, conn);
    p.start();
    p.join();
}
POOLSCOPE_TASK(child);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto [receiver, sender] = poolscope::pipe(poolscope::Duplex::no);
        auto p = poolscope::process(child, sender);
        p.start();
        sender.close();
        fmt::print("grandchild: {}\n", receiver.recv<std::string>());
        kill(*p.pid(), SIGKILL);
        p.join();
        try {
            fmt::print("grandchild: {}\n", receiver.recv<std::string>());
        } catch (const poolscope::EOFError &) {
            fmt::print("grandchild: ended with its parent\n");
        }
    });
}
