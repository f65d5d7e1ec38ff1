// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <poolscope/engine.h>
#include <unistd.h>

void work(poolscope::Connection conn) {
    poolscope::SharedMemory memory({.create = true, .size = 4096, .named = true});
    conn.send(memory.name());
    kill(getpid(), SIGKILL);
}
POOLSCOPE_TASK(work);

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [] {
        auto ctx = poolscope::get_context("spawn");
        auto [receiver, sender] = ctx.pipe(poolscope::Duplex::no);
        auto p = ctx.process(work, sender);
        p.start();
        const auto name = receiver.recv<std::string>();
        p.join();
        fmt::print("the child ended with {}\n", *p.exitcode());
        fmt::print("its memory is {}\n", std::filesystem::exists("/dev/shm/" + name) ? "still there" : "gone");
    });
}
