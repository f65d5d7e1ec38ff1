// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/telemetry/event_codec.h"

#include <QTest>
#include <limits>
#include <random>

using namespace poolscope;
using namespace poolscope::telemetry;

namespace {

Event random_event(std::mt19937_64 &random) {
    const auto number = [&random]() -> std::uint64_t {
        switch (random() % 4) {
        case 0: return 0;
        case 1: return random() % 100;
        case 2: return random();
        default: return std::uint64_t{1} << random() % 64;
        }
    };
    Event event;
    event.sequence = number();
    event.time_ns = static_cast<std::int64_t>(number());
    event.process = {static_cast<pid_t>(random() % 5000), random() % 3 * 1000};
    event.thread = static_cast<std::int32_t>(random() % 20);
    event.kind = static_cast<EventKind>(1 + random() % static_cast<unsigned>(last_event_kind));
    event.certainty = static_cast<Certainty>(random() % 3);
    event.object = number();
    event.a = static_cast<std::int64_t>(number());
    event.b = static_cast<std::int64_t>(number());
    event.payload.resize(random() % 5 ? 0 : random() % (payload_limit + 1), static_cast<char>(random()));
    event.flags = event.payload.size() > 400 ? EventFlag::payload_truncated : EventFlag::none;
    return event;
}

std::string encoded(const std::vector<Event> &events) {
    std::string bytes;
    encode_batch(events, bytes);
    return bytes;
}

} // namespace

class EventCodecTest : public QObject {
    Q_OBJECT
private slots:
    void what_went_in_comes_out() {
        std::mt19937_64 random(7);
        for (int round = 0; round < 300; ++round) {
            std::vector<Event> events(random() % 200);
            for (Event &event : events)
                event = random_event(random);
            const auto decoded = decode_batch(encoded(events));
            QVERIFY(decoded);
            QVERIFY(*decoded == events);
        }
    }
    void nothing_is_left_of_what_stood_in_the_memory_before() {
        std::mt19937_64 random(9);
        std::vector<Event> spent;
        for (int round = 0; round < 300; ++round) {
            std::vector<Event> events(random() % 200);
            for (Event &event : events)
                event = random_event(random);
            const std::size_t room = spent.capacity();
            const Event *const place = spent.data();
            auto decoded = decode_batch(encoded(events), std::move(spent));
            QVERIFY(decoded && *decoded == events);
            QVERIFY(events.size() > room || decoded->data() == place);
            spent = *std::move(decoded);
        }
    }
    void the_extremes_of_every_field_survive() {
        Event event;
        event.sequence = std::numeric_limits<std::uint64_t>::max();
        event.time_ns = std::numeric_limits<std::int64_t>::min();
        event.process = {std::numeric_limits<pid_t>::min(), std::numeric_limits<std::uint64_t>::max()};
        event.thread = std::numeric_limits<std::int32_t>::min();
        event.kind = last_event_kind;
        event.object = std::numeric_limits<std::uint64_t>::max();
        event.a = std::numeric_limits<std::int64_t>::min();
        event.b = std::numeric_limits<std::int64_t>::max();
        Event opposite = event;
        opposite.time_ns = std::numeric_limits<std::int64_t>::max();
        opposite.a = std::numeric_limits<std::int64_t>::max();
        opposite.sequence = 0;
        const std::vector<Event> events{event, opposite, event};
        QVERIFY(decode_batch(encoded(events)).value() == events);
    }
    void a_usual_event_takes_few_bytes() {
        std::vector<Event> events;
        for (std::uint64_t number = 1; number <= 4000; ++number) {
            Event &event = events.emplace_back();
            event.sequence = number;
            event.time_ns = 5'000'000'000'000 + static_cast<std::int64_t>(number) * 7301;
            event.process = {4000 + static_cast<pid_t>(number % 8), 9'000'000 + number % 8};
            event.thread = event.process.pid;
            event.kind = number % 2 ? EventKind::message_sent : EventKind::message_received;
            event.object = 0x8877665544332210 + number % 4 * 2;
            event.a = static_cast<std::int64_t>(number / 2);
            event.b = 52;
        }
        const std::size_t size = encoded(events).size();
        QVERIFY2(size < events.size() * 10, qPrintable(QString::number(size)));
    }
    void a_payload_beyond_the_limit_is_cut_and_says_so() {
        Event event;
        event.payload.assign(payload_limit + 1, 'x');
        const auto decoded = decode_batch(encoded({event})).value();
        QCOMPARE(decoded[0].payload.size(), payload_limit);
        QVERIFY(decoded[0].is_truncated());
    }
    void every_cut_of_a_batch_is_an_error() {
        std::mt19937_64 random(8);
        std::vector<Event> events(30);
        for (Event &event : events)
            event = random_event(random);
        const std::string bytes = encoded(events);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!decode_batch(std::string_view(bytes).substr(0, size)));
        QVERIFY(!decode_batch(bytes + '\0'));
    }
    void changed_bytes_give_events_that_can_be_or_an_error() {
        std::mt19937_64 random(9);
        std::vector<Event> events(40);
        for (Event &event : events)
            event = random_event(random);
        const std::string bytes = encoded(events);
        int errors = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string changed = bytes;
            for (int change = 0; change < 3; ++change)
                changed[random() % changed.size()] = static_cast<char>(random());
            const auto decoded = decode_batch(changed);
            if (!decoded) {
                ++errors;
                QVERIFY(decoded.error().code == ErrorCode::malformed);
                continue;
            }
            for (const Event &event : *decoded) {
                QVERIFY(event.kind >= EventKind::gap && event.kind <= last_event_kind);
                QVERIFY(event.payload.size() <= payload_limit);
            }
        }
        QVERIFY(errors > 100);
    }
    void a_count_that_the_bytes_cannot_hold_costs_no_memory() {
        const std::string bytes = {1, '\xff', '\xff', '\xff', '\xff', '\xff', '\xff', '\x0f', 0, 0, 0};
        QVERIFY(decode_batch(bytes).error().code == ErrorCode::malformed);
    }
    void another_version_is_refused() {
        std::string bytes = encoded({Event{}});
        bytes[0] = 2;
        QVERIFY(decode_batch(bytes).error().describe().find("version 2") != std::string::npos);
        QVERIFY(!decode_batch({}));
    }
};

QTEST_APPLESS_MAIN(EventCodecTest)
#include "event_codec_test.moc"
