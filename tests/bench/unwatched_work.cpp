// SPDX-License-Identifier: GPL-3.0-or-later

// Work of one kind, so many times over and nobody watching, for tests/bench/telemetry_cost to count its instructions:
//     unwatched_work queue|pipe|lock COUNT

#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <poolscope/engine.h>
#include <string_view>

using namespace poolscope;

namespace {

void through_a_queue(int count) {
    Queue<int> queue = get_context("fork").queue<int>();
    for (int time = 0; time < count; ++time) {
        queue.put(time);
        (void)queue.get();
    }
}

void through_a_pipe(int count) {
    auto [reader, writer] = get_context("fork").pipe(Duplex::no, Carrier::shared_memory);
    for (int time = 0; time < count; ++time) {
        writer.send(time);
        (void)reader.recv();
    }
}

void with_a_lock(int count) {
    Lock lock = get_context("fork").lock();
    for (int time = 0; time < count; ++time) {
        lock.acquire();
        lock.release();
    }
}

} // namespace

int main(int argc, char **argv) {
    return run(argc, argv, [&] {
        const std::map<std::string_view, std::function<void(int)>> kinds{{"queue", through_a_queue}, {"pipe", through_a_pipe}, {"lock", with_a_lock}};
        int count = 0;
        if (argc != 3 || !kinds.contains(argv[1]) || std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), count).ec != std::errc()) {
            fmt::print(stderr, "usage: unwatched_work queue|pipe|lock COUNT\n");
            throw SystemExit{2};
        }
        kinds.at(argv[1])(count);
    });
}
