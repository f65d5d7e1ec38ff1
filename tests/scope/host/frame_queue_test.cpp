// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/host/frame_queue.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/telemetry/event_codec.h"

#include <QTest>
#include <csignal>

using namespace poolscope;
using namespace poolscope::host;

namespace {

std::vector<Event> numbered(std::uint64_t first, std::size_t count) {
    std::vector<Event> events(count);
    for (std::size_t i = 0; i < count; ++i) {
        events[i].kind = EventKind::console_output;
        events[i].sequence = first + i;
        events[i].time_ns = static_cast<std::int64_t>(first + i);
        events[i].payload = std::string(400, static_cast<char>('a' + i % 26));
    }
    return events;
}

// All that the queue writes into a pipe that is read as fast as it comes.
std::vector<Event> read_all(FrameQueue &queue, FrameReader &reader, const posix::PipePair &pipe) {
    std::vector<Event> events;
    char bytes[65536];
    while (true) {
        if (!queue.write_to(pipe.write.get()))
            qFatal("cannot write");
        const ssize_t size = ::read(pipe.read.get(), bytes, sizeof bytes);
        if (size <= 0 && queue.is_empty())
            return events;
        reader.feed({bytes, static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
        for (auto frame = reader.next(); frame && *frame; frame = reader.next())
            if ((*frame)->type == FrameType::events) {
                const auto batch = telemetry::decode_batch((*frame)->body).value();
                events.insert(events.end(), batch.begin(), batch.end());
            }
    }
}

posix::PipePair open_pipe() {
    auto pipe = posix::make_pipe();
    if (!pipe || !posix::set_blocking(pipe->read.get(), false) || !posix::set_blocking(pipe->write.get(), false))
        qFatal("no pipe");
    return *std::move(pipe);
}

} // namespace

class FrameQueueTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void everything_arrives_when_it_is_read() {
        FrameQueue queue(1 << 20);
        FrameReader reader;
        const auto pipe = open_pipe();
        std::vector<Event> sent, received;
        for (int i = 0; i < 50; ++i) {
            const auto part = numbered(1 + static_cast<std::uint64_t>(i) * 500, 500);
            sent.insert(sent.end(), part.begin(), part.end());
            queue.push_events(part);
            const auto got = read_all(queue, reader, pipe);
            received.insert(received.end(), got.begin(), got.end());
        }
        QVERIFY(sent == received);
    }
    void what_does_not_fit_is_counted_in_one_gap_at_its_place() {
        FrameQueue queue(100'000);
        FrameReader reader;
        const auto pipe = open_pipe();
        for (std::uint64_t i = 0; i < 100; ++i)
            queue.push_events(numbered(1 + i * 100, 100));
        QVERIFY(queue.bytes() < 200'000);
        queue.push(FrameType::result, "{}"); // answers are never left out
        auto events = read_all(queue, reader, pipe);
        queue.push_events(numbered(10'001, 10));
        const auto later = read_all(queue, reader, pipe);
        events.insert(events.end(), later.begin(), later.end());
        std::uint64_t expected = 1;
        int gaps = 0;
        for (const Event &event : events) {
            if (event.kind == EventKind::gap) {
                ++gaps;
                expected += static_cast<std::uint64_t>(event.a);
                QCOMPARE(event.sequence, expected - 1);
            } else {
                QCOMPARE(event.sequence, expected++);
            }
        }
        QCOMPARE(expected, std::uint64_t(10'011));
        QCOMPARE(gaps, 1);
    }
    void a_gap_is_told_even_when_nothing_follows() {
        FrameQueue queue(1'000);
        FrameReader reader;
        const auto pipe = open_pipe();
        queue.push_events(numbered(1, 100));
        queue.push_events(numbered(101, 100));
        const auto events = read_all(queue, reader, pipe);
        QVERIFY(events.back().kind == EventKind::gap);
        QCOMPARE(events.back().a, 100);
    }
    void that_a_process_ended_is_told_when_masses_are_not() {
        FrameQueue queue(30'000);
        FrameReader reader;
        const auto pipe = open_pipe();
        queue.push_events(numbered(1, 100));
        auto part = numbered(101, 100);
        part[50].kind = EventKind::process_exited;
        part[99].kind = EventKind::program_exited;
        queue.push_events(part);
        const auto events = read_all(queue, reader, pipe);
        QCOMPARE(events.size(), std::size_t(104));
        QVERIFY(events[100].kind == EventKind::gap && events[100].a == 50);
        QVERIFY(events[101] == part[50]);
        QVERIFY(events[102].kind == EventKind::gap && events[102].a == 48);
        QVERIFY(events[103] == part[99]);
    }
    void a_reader_that_is_gone_is_end_of_file() {
        FrameQueue queue;
        auto pipe = open_pipe();
        pipe.read.reset();
        queue.push(FrameType::hello, "{}");
        QVERIFY(queue.write_to(pipe.write.get()).error().code == ErrorCode::end_of_file);
    }
};

QTEST_APPLESS_MAIN(FrameQueueTest)
#include "frame_queue_test.moc"
