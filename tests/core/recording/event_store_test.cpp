// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/recording/event_store.h"
#include "engine/core/telemetry/event_codec.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace poolscope;
using namespace poolscope::telemetry;

class EventStoreTest : public QObject {
    Q_OBJECT

    // Times that mostly rise, as those of several threads do.
    static std::vector<Event> some_events(std::size_t count) {
        std::mt19937 random(11);
        std::vector<Event> events(count);
        std::int64_t time = 1'000'000;
        for (std::size_t index = 0; index < count; ++index) {
            Event &event = events[index];
            event.sequence = index + 1 + index / 1000; // with gaps
            time += random() % 1000;
            event.time_ns = time - std::int64_t(random() % 3000);
            event.process = {int(4000 + random() % 5), 70};
            event.thread = event.process.pid;
            event.kind = EventKind(1 + random() % unsigned(last_event_kind));
            event.object = random() % 20;
            event.a = std::int64_t(random()) - 1'000'000;
            event.payload.assign(random() % 40, char('a' + random() % 26));
        }
        return events;
    }

private slots:
    void everything_that_was_put_in_comes_out_in_any_order() {
        const std::vector<Event> events = some_events(EventStore::block_size * 40 + 77);
        EventStore store;
        for (const Event &event : events) {
            store.append(event);
            QCOMPARE(store[store.size() - 1], event);
        }
        QCOMPARE(store.size(), events.size());
        for (std::size_t index = 0; index < events.size(); ++index)
            QVERIFY(store[index] == events[index]);
        std::mt19937 random(5);
        for (int round = 0; round < 2000; ++round) {
            const std::size_t index = random() % events.size();
            QVERIFY(store[index] == events[index]);
        }
    }
    void a_moment_ends_before_the_first_later_event() {
        const std::vector<Event> events = some_events(EventStore::block_size * 3 + 500);
        EventStore store;
        std::int64_t latest = 0;
        std::vector<std::int64_t> latest_up_to;
        for (const Event &event : events) {
            store.append(event);
            latest_up_to.push_back(latest = std::max(latest, event.time_ns));
        }
        QCOMPARE(store.first_time_ns(), events.front().time_ns);
        QCOMPARE(store.last_time_ns(), latest);
        std::mt19937 random(6);
        for (int round = 0; round < 500; ++round) {
            const std::int64_t time = round == 0 ? 0 : round == 1 ? latest : events[random() % events.size()].time_ns - round % 2;
            const auto expected = std::upper_bound(latest_up_to.begin(), latest_up_to.end(), time) - latest_up_to.begin();
            QCOMPARE(store.count_until(time), std::size_t(expected));
        }
    }
    void what_comes_packed_is_kept_so_between_what_does_not() {
        const std::vector<Event> events = some_events(60'000);
        EventStore store;
        std::mt19937 random(8);
        std::size_t taken = 0;
        while (taken < events.size()) {
            const std::size_t count = std::min<std::size_t>(events.size() - taken, random() % 3 == 0 ? random() % 50 : random() % 9000);
            const std::vector<Event> block(events.begin() + std::ptrdiff_t(taken), events.begin() + std::ptrdiff_t(taken + count));
            std::string batch, packed;
            encode_batch(block, batch);
            zstd_pack(batch, 3, packed);
            store.append(block, random() % 4 == 0 ? std::string() : packed, batch.size());
            taken += count;
            QCOMPARE(store.size(), taken);
        }
        std::int64_t latest = 0;
        std::vector<std::int64_t> latest_up_to;
        for (std::size_t index = 0; index < events.size(); ++index) {
            QVERIFY(store[index] == events[index]);
            latest_up_to.push_back(latest = std::max(latest, events[index].time_ns));
        }
        QCOMPARE(store.last_time_ns(), latest);
        for (int round = 0; round < 500; ++round) {
            const std::int64_t time = events[random() % events.size()].time_ns;
            QCOMPARE(store.count_until(time), std::size_t(std::upper_bound(latest_up_to.begin(), latest_up_to.end(), time) - latest_up_to.begin()));
        }
    }
    void an_empty_one_has_no_times() {
        const EventStore store;
        QCOMPARE(store.count_until(100), std::size_t(0));
        QCOMPARE(store.first_time_ns(), 0);
        QCOMPARE(store.last_time_ns(), 0);
    }
    void a_pool_at_work_takes_a_few_bytes_an_event() {
        EventStore store;
        for (std::uint64_t number = 0; number < EventStore::block_size * 4; ++number) {
            Event event;
            event.sequence = number + 1;
            event.time_ns = std::int64_t(1'000'000 + number * 900);
            event.process = {4201, 7};
            event.kind = EventKind::message_sent;
            event.object = 42;
            event.a = std::int64_t(number);
            event.b = 22;
            event.payload = "a pickle of so many bytes";
            store.append(std::move(event));
        }
        QVERIFY(store.packed_bytes() < store.size() * 8);
    }
};

QTEST_GUILESS_MAIN(EventStoreTest)
#include "event_store_test.moc"
