// SPDX-License-Identifier: GPL-3.0-or-later
// A child sends three words through a pipe, and main says which of them came.
#include <fmt/format.h>
#include <poolscope/engine.h>

void send_three(poolscope::Connection conn) {
    for (const char *word : {"one", "two", "three"})
        conn.send(word);
}
POOLSCOPE_TASK(send_three);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto [receiver, sender] = poolscope::pipe(poolscope::Duplex::no);
        auto p = poolscope::process(send_three, sender);
        p.start();
        sender.close();
        try {
            for (;;)
                fmt::print("{} ", receiver.recv<std::string>());
        } catch (const poolscope::EOFError &) {
            fmt::print("and no more\n");
        }
        p.join();
    });
}
