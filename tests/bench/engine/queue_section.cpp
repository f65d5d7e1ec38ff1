// SPDX-License-Identifier: GPL-3.0-or-later

// Queues of many producers and many consumers: messages a second from the moment all are ready to the moment the last one
// was got. 8 bytes are ints, more is Bytes, as the peers have them.

#include "tests/bench/engine/channel_bench.h"
#include "tests/bench/engine/section.h"

#include <fmt/format.h>
#include <poolscope/engine.h>

namespace poolscope::bench {

namespace {

constexpr int rounds = 3;


void produce(Queue<std::int64_t> q, Barrier barrier, std::int64_t count) {
    barrier.wait();
    for (std::int64_t number = 0; number < count; ++number)
        q.put(number & 255);
}

void consume(Queue<std::int64_t> q, Barrier barrier, std::int64_t count, Queue<std::int64_t> ends) {
    barrier.wait();
    for (std::int64_t number = 0; number < count; ++number)
        (void)q.get();
    ends.put(monotonic_ns());
}

void produce_bytes(Queue<Bytes> q, Barrier barrier, std::int64_t count, std::int64_t size) {
    const Bytes message{std::string(static_cast<std::size_t>(size), '\7')};
    barrier.wait();
    for (std::int64_t number = 0; number < count; ++number)
        q.put(message);
}

void consume_bytes(Queue<Bytes> q, Barrier barrier, std::int64_t count, Queue<std::int64_t> ends) {
    barrier.wait();
    for (std::int64_t number = 0; number < count; ++number)
        (void)q.get();
    ends.put(monotonic_ns());
}

double measure(int producers, int consumers, std::int64_t size, std::int64_t maxsize, std::int64_t count) {
    const Context context = get_context("fork");
    auto ends = context.queue<std::int64_t>();
    auto numbers = context.queue<std::int64_t>(maxsize);
    auto bytes = context.queue<Bytes>(maxsize);
    Barrier barrier = context.barrier(producers + consumers + 1);
    std::vector<Process> processes;
    for (int consumer = 0; consumer < consumers; ++consumer)
        processes.push_back(size == 8 ? context.process(consume, numbers, barrier, count / consumers, ends)
                                      : context.process(consume_bytes, bytes, barrier, count / consumers, ends));
    for (int producer = 0; producer < producers; ++producer)
        processes.push_back(size == 8 ? context.process(produce, numbers, barrier, count / producers)
                                      : context.process(produce_bytes, bytes, barrier, count / producers, size));
    for (Process &process : processes)
        process.start();
    barrier.wait();
    const std::int64_t began = monotonic_ns();
    std::int64_t ended = began;
    for (int consumer = 0; consumer < consumers; ++consumer)
        ended = std::max(ended, ends.get());
    for (Process &process : processes)
        process.join();
    return static_cast<double>(count) / (static_cast<double>(ended - began) / 1e9);
}

void run_queues() {
    struct Width {
        int producers, consumers;
    };
    for (const std::int64_t size : {8, 1024})
        for (const Width width : {Width{1, 1}, Width{4, 4}, Width{2, 8}})
            for (const std::int64_t maxsize : {0, 1024}) {
                const std::int64_t count = size == 8 ? 800'000 : 200'000;
                std::vector<double> samples;
                for (int round = 0; round < rounds; ++round)
                    samples.push_back(measure(width.producers, width.consumers, size, maxsize, count));
                report("C", maxsize == 0 ? "poolscope Queue" : fmt::format("poolscope Queue({})", maxsize),
                       fmt::format("msg_s_{}x{}", width.producers, width.consumers), human(static_cast<std::size_t>(size)), samples);
            }
}

const AddSection add("queue", 'C', run_queues);

} // namespace

} // namespace poolscope::bench
