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
    void what_several_tell_is_told_once() {
        StreamMatcher matcher;
        std::vector<Event> events;
        for (const EventKind kind : {EventKind::channel_created, EventKind::process_started, EventKind::process_exited})
            for (int teller = 0; teller < 3; ++teller) {
                events.push_back(piece(kind, 0));
                events.back().process = {17, 4};
            }
        matcher.pass(events);
        QCOMPARE(events.size(), std::size_t{3});
    }
};

QTEST_APPLESS_MAIN(StreamMatcherTest)
#include "stream_matcher_test.moc"
