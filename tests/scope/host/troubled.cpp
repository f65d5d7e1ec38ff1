// SPDX-License-Identifier: GPL-3.0-or-later
// Programs to put faults into. "tasks": a task that fails the first time, and two that take longer than any test. "queue": a
// child puts words into a queue. "pipe": a child sends messages that no pipe takes at once, and main looks at what came. Both
// children say that they are ready, and go on once the file $MARKER is there.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <poolscope/engine.h>
#include <stdexcept>
#include <string_view>
#include <thread>

int fail_first() {
    const std::filesystem::path marker = std::getenv("MARKER");
    if (std::filesystem::exists(marker))
        return 42;
    std::ofstream{marker};
    throw std::runtime_error("not the first time");
}
POOLSCOPE_TASK(fail_first);

int sleep_for(int seconds) {
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    return seconds;
}
POOLSCOPE_TASK(sleep_for);

void wait_for_marker() {
    while (!std::filesystem::exists(std::getenv("MARKER")))
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

void put_three(poolscope::Queue<std::string> queue) {
    queue.put("ready");
    wait_for_marker();
    for (const char *word : {"one", "two", "three"})
        queue.put(word);
    queue.put("end");
}
POOLSCOPE_TASK(put_three);

constexpr std::size_t large = 1'000'000;
constexpr int messages = 20;

void send_large(poolscope::Connection conn, poolscope::Connection others_end) {
    others_end.close(); // else nobody is told when main reads no more
    conn.send_bytes("ready");
    wait_for_marker();
    for (int message = 0; message < messages; ++message)
        conn.send_bytes(std::string(large, 'A'));
}
POOLSCOPE_TASK(send_large);

namespace {

void run_tasks() {
    poolscope::Pool pool(1);
    auto failing = pool.apply_async(fail_first);
    auto running = pool.apply_async(sleep_for, 6000);
    auto waiting = pool.apply_async(sleep_for, 7000);
    try {
        failing.get();
    } catch (const poolscope::RemoteError &) {
        fmt::print("failed ");
    }
    for (auto *result : {&running, &waiting})
        try {
            result->get();
        } catch (const poolscope::CancelledError &) {
            fmt::print("cancelled ");
        }
    fmt::print("{}\n", pool.apply(sleep_for, 0));
}

void run_queue() {
    poolscope::Queue<std::string> queue = poolscope::queue<std::string>();
    auto p = poolscope::process(put_three, queue);
    p.start();
    for (std::string word; word != "end";)
        fmt::print("{} ", word = queue.get());
    p.join();
}

void run_pipe() {
    auto [receiver, sender] = poolscope::pipe(poolscope::Duplex::no);
    auto p = poolscope::process(send_large, sender, receiver);
    p.start();
    sender.close();
    receiver.recv_bytes();
    try {
        while (receiver.recv_bytes() == std::string(large, 'A'))
            ;
        fmt::print("damaged\n");
    } catch (const poolscope::EOFError &) {
        fmt::print("sound\n");
    } catch (const std::exception &error) {
        fmt::print("damaged: {}\n", error.what());
    }
    receiver.close();
    p.join();
}

} // namespace

int main(int argc, char **argv) {
    return poolscope::run(argc, argv, [&] {
        const std::string_view what = argc > 1 ? argv[1] : "";
        what == "tasks" ? run_tasks() : what == "queue" ? run_queue() : run_pipe();
    });
}
