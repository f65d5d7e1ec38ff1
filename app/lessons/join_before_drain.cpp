// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>

void send_much(poolscope::Connection conn) {
    conn.send(std::string(1'000'000, 'x'));
    conn.close();
}
POOLSCOPE_TASK(send_much);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto [receiver, sender] = poolscope::pipe(poolscope::Duplex::no);
        auto p = poolscope::process(send_much, sender);
        p.start();
        p.join(poolscope::Seconds(1));
        fmt::print("joined first: {}\n", p.is_alive() ? "still alive" : "ended");
        fmt::print("received {} characters\n", receiver.recv<std::string>().size());
        p.join();
        fmt::print("joined after: {}\n", p.is_alive() ? "still alive" : "ended");
    });
}
