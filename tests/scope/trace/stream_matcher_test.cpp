// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/trace/stream_matcher.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::trace;

namespace {

constexpr ObjectId stream = 2;

Event piece(EventKind kind, std::int64_t bytes) {
    Event event;
    event.kind = kind;
    event.object = stream;
    event.b = bytes;
    event.certainty = Certainty::inferred;
    return event;
}
Event sent(std::int64_t bytes) { return piece(EventKind::message_sent, bytes); }
Event received(std::int64_t bytes) { return piece(EventKind::message_received, bytes); }

// The sizes that are left of the receives.
std::vector<std::int64_t> passed(StreamMatcher &matcher, std::vector<Event> events) {
    matcher.pass(events);
    std::vector<std::int64_t> sizes;
    for (const Event &event : events)
        if (event.kind == EventKind::message_received)
            sizes.push_back(event.b);
    return sizes;
}

} // namespace

class StreamMatcherTest : public QObject {
    Q_OBJECT
private slots:
    void one_read_of_three_writes_receives_three() {
        StreamMatcher matcher;
        QCOMPARE(passed(matcher, {sent(3), sent(4), sent(5), received(12)}), (std::vector<std::int64_t>{3, 4, 5}));
    }
    void one_write_in_three_reads_is_received_with_the_last() {
        StreamMatcher matcher;
        QCOMPARE(passed(matcher, {sent(100), received(40)}), (std::vector<std::int64_t>{}));
        QCOMPARE(passed(matcher, {received(40)}), (std::vector<std::int64_t>{}));
        QCOMPARE(passed(matcher, {received(20)}), (std::vector<std::int64_t>{100}));
    }
    void what_was_taken_back_is_not_received() {
        StreamMatcher matcher;
        QCOMPARE(passed(matcher, {sent(3), sent(9), piece(EventKind::message_dropped, 9), sent(4), received(7)}),
                 (std::vector<std::int64_t>{3, 4}));
    }
    void what_nobody_was_seen_to_write_is_told_as_it_was_read() {
        StreamMatcher matcher;
        QCOMPARE(passed(matcher, {received(7)}), (std::vector<std::int64_t>{7}));
        QCOMPARE(passed(matcher, {sent(3), received(10)}), (std::vector<std::int64_t>{3, 7}));
    }
    void messages_with_numbers_pass_as_they_are() {
        StreamMatcher matcher;
        Event framed_sent = sent(5), framed_received = received(5);
        for (Event *event : {&framed_sent, &framed_received}) {
            event->a = 77;
            event->certainty = Certainty::observed;
        }
        QCOMPARE(passed(matcher, {framed_sent, framed_received}), (std::vector<std::int64_t>{5}));
        // The rest of one that began before anybody looked.
        QCOMPARE(passed(matcher, {received(31)}), (std::vector<std::int64_t>{}));
    }
    // The writer and the one who accepts tell its name, in either order; until somebody does, nothing is told.
    void what_is_written_before_a_connection_has_a_name_is_told_under_it() {
        const auto early = [](EventKind kind, std::int64_t b) {
            Event event = piece(kind, b);
            event.object = 44;
            return event;
        };
        const auto has_name = early(EventKind::channel_created, stream), is_to_come = early(EventKind::channel_created, 0);
        StreamMatcher matcher;
        std::vector<Event> events{is_to_come, early(EventKind::message_sent, 6), early(EventKind::message_sent, 9), early(EventKind::message_dropped, 9)};
        matcher.pass(events);
        QVERIFY(events.empty());
        QCOMPARE(passed(matcher, {has_name, early(EventKind::message_sent, 2), received(8), is_to_come, has_name}), (std::vector<std::int64_t>{6, 2}));
        StreamMatcher late;
        events = {has_name, is_to_come, early(EventKind::message_sent, 6)};
        late.pass(events);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events.front().object, stream);
    }
    // A length that nobody wrote is none, however long the messages are.
    void a_reader_that_lost_the_borders_is_told_of() {
        const auto absurd = [](Direction direction, std::int64_t length) {
            Event event = piece(EventKind::message_torn, length);
            event.a = static_cast<std::int64_t>(direction);
            event.certainty = Certainty::heuristic;
            return event;
        };
        StreamMatcher matcher;
        std::vector<Event> events{absurd(Direction::write, 0x30000000), absurd(Direction::read, 0x30000000), absurd(Direction::read, 0x41414141),
                                  absurd(Direction::none, 0x41414000)};
        matcher.pass(events);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events.front().b, std::int64_t{0x41414141});
        QCOMPARE(events.front().a, std::int64_t{0});
        // Whose writers are gone has no such reader.
        events = {piece(EventKind::message_torn, 100)};
        matcher.pass(events);
        QCOMPARE(events.size(), std::size_t{1});
    }
    void what_several_tell_is_told_once() {
        StreamMatcher matcher;
        std::vector<Event> events;
        for (const EventKind kind : {EventKind::channel_created, EventKind::process_started, EventKind::process_exited})
            for (int teller = 0; teller < 3; ++teller) {
                events.push_back(piece(kind, 0));
                events.back().process = {17, 4};
                events.back().a = static_cast<std::int64_t>(ChannelKind::pipe);
            }
        matcher.pass(events);
        QCOMPARE(events.size(), std::size_t{3});
    }
};

QTEST_APPLESS_MAIN(StreamMatcherTest)
#include "stream_matcher_test.moc"
