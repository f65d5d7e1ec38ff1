// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <vector>

void fill(poolscope::Connection conn, std::string letter, poolscope::Barrier both_are_here) {
    both_are_here.wait();
    for (int i = 0; i < 10; ++i)
        conn.send_bytes(std::string(1'000'000, letter[0]));
}
POOLSCOPE_TASK(fill);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto [receiver, sender] = poolscope::pipe(poolscope::Duplex::no);
        auto both_are_here = poolscope::barrier(2);
        std::vector<poolscope::Process> writers;
        for (const std::string letter : {"A", "B"})
            writers.push_back(poolscope::process(fill, sender, letter, both_are_here));
        for (auto &p : writers)
            p.start();
        sender.close();
        int whole = 0;
        try {
            for (;;) {
                const std::string message = receiver.recv_bytes();
                whole += message == std::string(1'000'000, 'A') || message == std::string(1'000'000, 'B');
            }
        } catch (const poolscope::EOFError &) {
            fmt::print("then EOFError\n");
        } catch (const poolscope::OSError &) {
            fmt::print("then OSError\n");
        }
        fmt::print("{} of 20 messages are whole\n", whole);
        fmt::print("{}\n", whole < 20 ? "damaged" : "sound");
        for (auto &p : writers)
            p.join();
    });
}
