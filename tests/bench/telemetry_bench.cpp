// SPDX-License-Identifier: GPL-3.0-or-later
// What telling costs, and how fast it is collected, coded and folded, each beside the bare primitive in the same run.
// Figures are medians over rounds that alternate between the two.
#include "engine/core/base/clock.h"
#include "engine/core/telemetry/collector.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/telemetry/event_codec.h"
#include "engine/scope/state/history.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <thread>
#include <vector>

using namespace poolscope;
using namespace poolscope::telemetry;

namespace {

constexpr int rounds = 41;
constexpr std::size_t ring_bytes = 1024 * 1024;

// The bare ring: a clock, a copy, a published head.
class RawRing {
public:
    void write(const void *record, std::size_t size) {
        char *at = memory_.data() + (head_.load(std::memory_order_relaxed) & (ring_bytes - 1));
        std::memcpy(at, record, size);
        const std::int64_t now = monotonic_ns();
        std::memcpy(at, &now, sizeof now);
        head_.store(head_.load(std::memory_order_relaxed) + size, std::memory_order_release);
    }

private:
    std::vector<char> memory_ = std::vector<char>(ring_bytes + 4096);
    std::atomic<std::uint64_t> head_{0};
};

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

template <class Body> double ns_each(int count, Body body) {
    const std::int64_t began = monotonic_ns();
    for (int index = 0; index < count; ++index)
        body(index);
    return static_cast<double>(monotonic_ns() - began) / count;
}

void measure_producer(Collector &collector, std::size_t payload_size) {
    const std::string payload(payload_size, 'p');
    const std::size_t record_size = 64 + payload_size;
    const int count = static_cast<int>(ring_bytes / record_size - 8);
    RawRing raw;
    char record[64 + payload_limit] = {};
    std::vector<double> ours, limit;
    std::vector<Event> events;
    for (int round = 0; round < rounds; ++round) {
        limit.push_back(ns_each(count, [&](int) { raw.write(record, record_size); }));
        ours.push_back(ns_each(count, [&](int index) { emit(EventKind::message_sent, 42, index, 7, payload); }));
        events.clear();
        while (collector.drain(events) != 0) {
        }
        if (std::any_of(events.begin(), events.end(), [](const Event &event) { return event.kind == EventKind::gap; }))
            fmt::print("  (events were lost)\n");
    }
    fmt::print("one event, watched, +{:3} B   {:6.1f} ns   limit {:6.1f} ns   {:.2f} ×\n", payload_size, median(ours), median(limit),
               median(ours) / median(limit));
}

void measure_unwatched() {
    std::vector<double> ours, empty;
    volatile int sink = 0;
    for (int round = 0; round < rounds; ++round) {
        empty.push_back(ns_each(1'000'000, [&](int index) { sink = index; }));
        ours.push_back(ns_each(1'000'000, [&](int index) {
            sink = index;
            emit(EventKind::message_sent, 42, index, 7);
        }));
    }
    fmt::print("one event, not watched     {:6.2f} ns   (loop alone {:.2f} ns)\n", median(ours) - median(empty), median(empty));
}

void measure_reader(Collector &collector, std::size_t payload_size) {
    const std::string payload(payload_size, 'p');
    const int count = static_cast<int>(ring_bytes / (64 + payload_size) - 8);
    std::vector<double> rates;
    std::vector<Event> events;
    for (int round = 0; round < rounds; ++round) {
        for (int index = 0; index < count; ++index)
            emit(EventKind::message_sent, 42, index, 7, payload);
        events.clear();
        const std::int64_t began = monotonic_ns();
        while (collector.drain(events) != 0) {
        }
        rates.push_back(static_cast<double>(events.size()) * 1e3 / static_cast<double>(monotonic_ns() - began));
    }
    fmt::print("collected, +{:3} B           {:6.1f} M events/s\n", payload_size, median(rates));
}

void measure_paced(Collector &collector) {
    constexpr int producers = 4, per_second = 100'000, seconds = 3;
    std::atomic<int> running{producers};
    std::vector<std::thread> threads;
    for (int producer = 0; producer < producers; ++producer)
        threads.emplace_back([&running] {
            const std::int64_t began = monotonic_ns();
            for (std::int64_t number = 0; number < per_second * seconds;) {
                const std::int64_t due = (monotonic_ns() - began) * per_second / 1'000'000'000;
                for (; number < std::min<std::int64_t>(due, per_second * seconds); ++number)
                    emit(EventKind::message_sent, 42, number, 7, "sixteen bytes ..");
                std::this_thread::sleep_for(std::chrono::microseconds(200));
            }
            --running;
        });
    std::int64_t collected = 0, lost = 0;
    std::vector<Event> events;
    while (running > 0 || !events.empty()) {
        collector.wait_for_events(Deadline::after(Seconds(0.01)));
        events.clear();
        collector.drain(events);
        for (const Event &event : events)
            event.kind == EventKind::gap ? lost += event.a : ++collected;
    }
    for (std::thread &thread : threads)
        thread.join();
    fmt::print("4 × 100 k events/s           {} collected, {} lost\n", collected, lost);
}

std::vector<Event> traffic(std::size_t count) {
    std::vector<Event> events;
    for (std::uint64_t number = 1; number <= count; ++number) {
        const std::uint64_t step = number % 6;
        const pid_t worker = static_cast<pid_t>(101 + number / 6 % 8);
        Event event;
        event.sequence = number;
        event.time_ns = static_cast<std::int64_t>(number) * 1731;
        event.process = {step == 0 || step == 5 ? 100 : worker, 1000};
        event.thread = event.process.pid;
        const EventKind kinds[] = {EventKind::message_sent, EventKind::message_received, EventKind::wait_begin, EventKind::wait_end,
                                   EventKind::message_sent, EventKind::message_received};
        event.kind = kinds[step];
        event.object = step < 2 ? 40 : step < 4 ? 60 : 42;
        event.a = step == 2 || step == 3 ? 3 : static_cast<std::int64_t>(number / 6);
        event.b = 52;
        if (event.kind == EventKind::message_sent)
            event.payload = "pickled bytes of a small task";
        events.push_back(std::move(event));
    }
    return events;
}

void measure_codec_and_state() {
    const std::vector<Event> events = traffic(200'000);
    std::vector<double> encoding, decoding, folding, keeping;
    std::string bytes;
    for (int round = 0; round < 7; ++round) {
        bytes.clear();
        std::int64_t began = monotonic_ns();
        encode_batch(events, bytes);
        encoding.push_back(static_cast<double>(monotonic_ns() - began) / static_cast<double>(events.size()));
        began = monotonic_ns();
        if (decode_batch(bytes)->size() != events.size())
            fmt::print("decoding went wrong\n");
        decoding.push_back(static_cast<double>(monotonic_ns() - began) / static_cast<double>(events.size()));
        state::State state;
        state::Log log;
        state::Changes changes;
        began = monotonic_ns();
        for (const Event &event : events) {
            state.apply(event, &changes, &log);
            changes.clear();
        }
        folding.push_back(static_cast<double>(monotonic_ns() - began) / static_cast<double>(events.size()));
        state::History history;
        began = monotonic_ns();
        for (const Event &event : events) {
            history.append(event, &changes);
            changes.clear();
        }
        keeping.push_back(static_cast<double>(monotonic_ns() - began) / static_cast<double>(events.size()));
    }
    fmt::print("encoded                    {:6.1f} ns an event ({:.1f} bytes, before zstd)\n", median(encoding),
               static_cast<double>(bytes.size()) / static_cast<double>(events.size()));
    fmt::print("decoded                    {:6.1f} ns an event\n", median(decoding));
    fmt::print("folded into a state        {:6.1f} ns an event\n", median(folding));
    fmt::print("kept in a history          {:6.1f} ns an event\n", median(keeping));
}

} // namespace

int main() {
    measure_unwatched();
    auto collector = Collector::create({.ring_count = 64, .ring_bytes = ring_bytes});
    if (!collector || !start_watching((*collector)->segment().address())) {
        fmt::print("cannot watch\n");
        return 1;
    }
    for (const std::size_t payload : {0, 128}) {
        measure_producer(**collector, payload);
        measure_reader(**collector, payload);
    }
    measure_paced(**collector);
    measure_codec_and_state();
    return 0;
}
