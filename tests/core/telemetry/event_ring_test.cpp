// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/telemetry/ring_writer.h"

#include <QTest>
#include <cstring>
#include <memory>
#include <random>
#include <thread>

using namespace poolscope;
using namespace poolscope::telemetry;

namespace {

constexpr std::int32_t thread_id = 77;
constexpr std::int64_t any_time = std::numeric_limits<std::int64_t>::max();

struct Ring {
    explicit Ring(std::size_t units) : memory(units * record_unit + 64) {
        slot.owner = ProcessKey{70, 7000}.packed();
        slot.thread = thread_id;
        writer = RingWriter(slot, bytes(), thread_id);
        reader = RingReader(slot, bytes());
    }
    std::span<std::byte> bytes() {
        void *start = memory.data();
        std::size_t space = memory.size();
        std::align(64, memory.size() - 64, start, space);
        return {static_cast<std::byte *>(start), memory.size() - 64};
    }
    bool write(std::int64_t number, std::string_view payload = {}, std::int64_t time_ns = 1000) {
        return writer.write({.a = number, .kind = EventKind::note}, payload, [time_ns] { return time_ns; });
    }
    std::vector<Event> read(std::int64_t not_after = any_time, std::size_t limit = 1'000'000) {
        std::vector<Event> events;
        reader.read(not_after, limit, events);
        return events;
    }
    RecordHeader &record(std::size_t unit) { return *reinterpret_cast<RecordHeader *>(bytes().data() + unit * record_unit); }

    RingSlot slot{};
    std::vector<std::byte> memory;
    RingWriter writer;
    RingReader reader;
};

std::string payload_of(std::size_t size, char first) {
    std::string text(size, '\0');
    for (std::size_t index = 0; index < size; ++index)
        text[index] = static_cast<char>(first + static_cast<char>(index % 61));
    return text;
}

} // namespace

class EventRingTest : public QObject {
    Q_OBJECT
private slots:
    void an_event_comes_out_as_it_went_in() {
        Ring ring(64);
        const ProcessKey about{71, 7100};
        QVERIFY(ring.writer.write({.process = about.packed(), .object = 6, .a = -7, .b = INT64_MIN, .kind = EventKind::process_exited,
                                   .certainty = Certainty::inferred}, "text", [] { return 5; }));
        QVERIFY(ring.write(2));
        const auto events = ring.read();
        QCOMPARE(events.size(), std::size_t{2});
        const Event expected{.time_ns = 5, .process = about, .thread = thread_id, .kind = EventKind::process_exited,
                             .certainty = Certainty::inferred, .object = 6, .a = -7, .b = INT64_MIN, .payload = "text"};
        QVERIFY(events[0] == expected);
        QVERIFY((events[1].process == ProcessKey{70, 7000}));
        QVERIFY(ring.reader.is_drained());
    }
    void payloads_of_every_size_wrap_whole() {
        Ring ring(16);
        for (int round = 0; round < 40; ++round)
            for (std::size_t size = 0; size <= payload_limit; size += 7) {
                const std::string payload = payload_of(size, static_cast<char>(round));
                QVERIFY(ring.write(static_cast<std::int64_t>(size), payload));
                const auto events = ring.read();
                QCOMPARE(events.size(), std::size_t{1});
                QVERIFY(events[0].payload == payload);
                QVERIFY(!events[0].is_truncated());
            }
    }
    void a_payload_beyond_the_limit_is_cut_and_says_so() {
        Ring ring(16);
        QVERIFY(ring.write(1, payload_of(payload_limit + 1, 'a')));
        const auto events = ring.read();
        QCOMPARE(events.at(0).payload.size(), payload_limit);
        QVERIFY(events[0].is_truncated());
    }
    void a_full_ring_loses_the_newest_and_tells_how_many_in_their_place() {
        Ring ring(16);
        for (int number = 1; number <= 16; ++number)
            QVERIFY(ring.write(number));
        for (int number = 17; number <= 21; ++number)
            QVERIFY(!ring.write(number));
        QCOMPARE(ring.read(any_time, 4).size(), std::size_t{4}); // makes room
        QVERIFY(ring.write(22));
        const auto events = ring.read();
        QCOMPARE(events.size(), std::size_t{12 + 1 + 1});
        QVERIFY(events[12].kind == EventKind::gap);
        QCOMPARE(events[12].a, 5);
        QCOMPARE(events[13].a, 22);
    }
    void losses_at_the_end_are_told_without_another_event() {
        Ring ring(4);
        for (int number = 1; number <= 10; ++number)
            ring.write(number);
        auto events = ring.read();
        QCOMPARE(events.size(), std::size_t{5});
        QVERIFY(events[4].kind == EventKind::gap);
        QCOMPARE(events[4].a, 6);
        QVERIFY(ring.read().empty());
        QVERIFY(ring.write(11));
        events = ring.read();
        QCOMPARE(events.size(), std::size_t{1}); // and are not told twice
        QCOMPARE(events[0].a, 11);
    }
    void what_is_later_than_asked_for_stays() {
        Ring ring(16);
        ring.write(1, {}, 100);
        ring.write(2, {}, 200);
        QCOMPARE(ring.read(150).size(), std::size_t{1});
        QVERIFY(ring.read(150).empty());
        QCOMPARE(ring.read(200).size(), std::size_t{1});
    }
    void a_torn_record_is_skipped_and_counted_and_those_after_it_are_read() {
        for (int way = 0; way < 7; ++way) {
            Ring ring(64);
            ring.write(1, payload_of(200, 'a'));
            ring.write(2, payload_of(200, 'b'));
            ring.write(3, payload_of(200, 'c'));
            RecordHeader &torn = ring.record(5); // 200 bytes: 1 + 4 units
            switch (way) {
            case 0: torn.sequence = 0; break;
            case 1: torn.kind = 9999; break;
            case 2: torn.payload_size = 65'535; break;
            case 3: torn.certainty = 77; break;
            case 4: torn.flags = 3; break;
            case 5: torn.thread = 1; break;
            case 6: torn.time_ns = INT64_MAX; break;
            }
            const auto events = ring.read(2000);
            QCOMPARE(events.size(), std::size_t{3});
            QCOMPARE(events[0].a, 1);
            QVERIFY(events[1].kind == EventKind::gap);
            QCOMPARE(events[1].a, 1);
            QCOMPARE(events[2].a, 3);
        }
    }
    void a_head_that_cannot_be_loses_what_it_claims_and_nothing_else() {
        Ring ring(16);
        ring.write(1);
        ring.slot.head = 1'000'000'000;
        const auto events = ring.read();
        QCOMPARE(events.size(), std::size_t{1});
        QVERIFY(events[0].kind == EventKind::gap);
        QVERIFY(ring.read().empty());
    }
    void random_bytes_never_get_further_than_a_gap() {
        std::mt19937_64 random(1);
        for (int round = 0; round < 2000; ++round) {
            Ring ring(32);
            for (int number = 0; number < 6; ++number)
                ring.write(number, payload_of(random() % 300, 'x'));
            auto *words = reinterpret_cast<std::uint64_t *>(ring.bytes().data());
            for (int change = 0; change < 20; ++change)
                words[random() % (32 * 8)] = round % 2 ? random() : random() % 64;
            for (const Event &event : ring.read(2000)) {
                QVERIFY(event.kind >= EventKind::gap && event.kind <= last_event_kind);
                QVERIFY(event.payload.size() <= payload_limit);
            }
            QVERIFY(ring.reader.is_drained() || ring.read(any_time).size() <= 32);
        }
    }
    void a_reader_beside_a_writer_at_full_speed_accounts_for_every_event() {
        Ring ring(256);
        // The writer goes on until the reader has seen its share, however the two are scheduled.
        constexpr std::int64_t least_written = 300'000, least_seen = 1000;
        std::atomic<bool> enough{false};
        std::int64_t count = 0;
        std::thread producer([&] {
            for (std::int64_t number = 1; number <= least_written || !enough.load(std::memory_order_relaxed); ++number, ++count)
                ring.write(number, payload_of(static_cast<std::size_t>(number % 130), static_cast<char>(number)), number);
        });
        std::int64_t seen = 0, lost = 0, last = 0;
        const auto check = [&](const std::vector<Event> &events) {
            for (const Event &event : events) {
                if (event.kind == EventKind::gap) {
                    lost += event.a;
                    continue;
                }
                ++seen;
                QVERIFY(event.a > last);
                last = event.a;
                QCOMPARE(seen + lost, event.a);
                QVERIFY(event.payload == payload_of(static_cast<std::size_t>(event.a % 130), static_cast<char>(event.a)));
            }
        };
        QElapsedTimer watchdog;
        watchdog.start();
        while (seen <= least_seen && watchdog.elapsed() < 60'000)
            check(ring.read());
        enough.store(true, std::memory_order_relaxed);
        producer.join();
        check(ring.read());
        QCOMPARE(seen + lost, count);
        QVERIFY(seen > least_seen);
    }
};

QTEST_APPLESS_MAIN(EventRingTest)
#include "event_ring_test.moc"
