// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/recording/crc32c.h"
#include "engine/core/recording/recording.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <random>
#include <sys/resource.h>

using namespace poolscope;
using namespace poolscope::telemetry;

class RecordingTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::uint64_t sequence_ = 0;
    std::string path() const { return folder_.filePath("run.poolscope").toStdString(); }

    std::vector<Event> some_events(std::size_t count) {
        std::vector<Event> events(count);
        for (Event &event : events) {
            event.sequence = ++sequence_;
            event.time_ns = static_cast<std::int64_t>(sequence_) * 1000;
            event.process = {static_cast<pid_t>(100 + sequence_ % 7), 5};
            event.kind = EventKind::message_sent;
            event.object = 2 + sequence_ % 5 * 2;
            event.a = static_cast<std::int64_t>(sequence_ * 2654435761 % 1000);
            event.payload = "payload " + std::to_string(sequence_);
        }
        return events;
    }
    // `blocks` blocks of 50 events each; where each begins, and where the last one ends.
    std::vector<std::uint64_t> write_blocks(std::size_t blocks, bool is_closed) {
        sequence_ = 0;
        auto writer = RecordingWriter::create(path());
        [&] { QVERIFY(writer); }();
        std::vector<std::uint64_t> borders{writer->summary().bytes};
        for (std::size_t block = 0; block < blocks; ++block) {
            [&] { QVERIFY(writer->append(some_events(50)) && writer->flush()); }();
            borders.push_back(writer->summary().bytes);
        }
        if (is_closed)
            [&] { QVERIFY(writer->close()); }();
        return borders;
    }
    QByteArray content() const {
        QFile file(QString::fromStdString(path()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void replace(const QByteArray &bytes) const {
        QFile file(QString::fromStdString(path()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    static std::vector<Event> all_events(RecordingReader &reader) {
        std::vector<Event> events;
        for (std::size_t index = 0; index < reader.blocks(); ++index) {
            auto block = reader.read(index).value();
            std::move(block.begin(), block.end(), std::back_inserter(events));
        }
        return events;
    }

private slots:
    void the_checksum_is_crc_32c() {
        QCOMPARE(crc32c("123456789"), 0xe3069283u); // the check value of RFC 3720
        QCOMPARE(crc32c(""), 0u);
        QCOMPARE(crc32c(std::string(32, '\0')), 0x8a9136aau);
    }
    void what_was_recorded_is_read() {
        sequence_ = 0;
        const auto events = some_events(30'000);
        auto writer = RecordingWriter::create(path());
        QVERIFY(writer && writer->append(events));
        QVERIFY(writer->close());
        QCOMPARE(writer->summary().events, std::uint64_t{30'000});
        QCOMPARE(writer->summary().last_sequence, std::uint64_t{30'000});
        auto reader = RecordingReader::open(path());
        QVERIFY(reader);
        QVERIFY(reader->damage().was_closed && reader->damage().is_whole());
        QVERIFY(reader->blocks() > 3);
        QCOMPARE(reader->events(), std::uint64_t{30'000});
        QVERIFY(all_events(*reader) == events);
        QVERIFY(reader->begun_ns() > 1'600'000'000'000'000'000);
        QVERIFY(!writer->append(events)); // it is closed
    }
    void a_file_cut_anywhere_gives_every_whole_block_and_says_what_is_lost() {
        const auto borders = write_blocks(4, true);
        const QByteArray whole = content();
        for (int size = 32; size < whole.size(); size += 3) {
            replace(whole.left(size));
            auto reader = RecordingReader::open(path());
            QVERIFY(reader);
            std::size_t expected = 0;
            while (expected + 1 < borders.size() && borders[expected + 1] <= static_cast<std::uint64_t>(size))
                ++expected;
            QCOMPARE(reader->blocks(), expected);
            QCOMPARE(all_events(*reader).size(), expected * 50);
            QVERIFY(!reader->damage().was_closed);
            if (expected < 4)
                QCOMPARE(reader->damage().lost_bytes, static_cast<std::uint64_t>(size) - borders[expected]);
        }
    }
    void a_file_that_was_not_closed_is_whole_all_the_same() {
        write_blocks(5, false);
        auto reader = RecordingReader::open(path());
        QVERIFY(reader);
        QVERIFY(!reader->damage().was_closed && reader->damage().is_whole());
        QCOMPARE(reader->events(), std::uint64_t{250});
    }
    void damage_in_the_middle_is_a_gap_and_the_rest_is_read() {
        for (const bool is_closed : {true, false})
            for (const bool is_in_header : {true, false}) {
                const auto borders = write_blocks(5, is_closed);
                QByteArray bytes = content();
                const auto place = static_cast<int>(borders[2] + (is_in_header ? 20 : 80));
                bytes[place] = static_cast<char>(~bytes[place]);
                replace(bytes);
                auto reader = RecordingReader::open(path());
                QVERIFY(reader);
                const auto events = all_events(*reader);
                QCOMPARE(all_events(*reader).size(), events.size());
                const bool is_found_by_index = is_closed && is_in_header; // the damaged header is not needed
                QCOMPARE(events.size(), is_found_by_index ? std::size_t{250} : std::size_t{201});
                if (is_found_by_index)
                    continue;
                QVERIFY(events[100].kind == EventKind::gap);
                QCOMPARE(events[100].a, 50);
                QCOMPARE(events[100].sequence, std::uint64_t{150});
                QCOMPARE(events[101].sequence, std::uint64_t{151});
                QCOMPARE(reader->damage().lost_blocks, std::uint64_t{1});
                QVERIFY(reader->damage().lost_bytes > 0);
            }
    }
    void changed_bytes_never_do_worse_than_lose_blocks() {
        write_blocks(6, true);
        const QByteArray whole = content();
        std::mt19937 random(11);
        for (int round = 0; round < 2000; ++round) {
            QByteArray bytes = whole;
            for (int change = 0; change < 4; ++change)
                bytes[static_cast<int>(32 + random() % static_cast<unsigned>(bytes.size() - 32))] = static_cast<char>(random());
            if (round % 3 == 0)
                bytes.truncate(static_cast<int>(32 + random() % static_cast<unsigned>(bytes.size() - 32)));
            replace(bytes);
            auto reader = RecordingReader::open(path());
            QVERIFY(reader);
            std::uint64_t last = 0;
            for (const Event &event : all_events(*reader)) {
                QVERIFY(event.sequence > last && event.sequence <= 300);
                last = event.sequence;
            }
        }
    }
    void what_is_no_recording_is_refused_with_the_reason() {
        replace("something else entirely, and longer than the header of a recording");
        QVERIFY(RecordingReader::open(path()).error().code == ErrorCode::malformed);
        replace("");
        QVERIFY(RecordingReader::open(path()).error().code == ErrorCode::malformed);
        write_blocks(1, true);
        QByteArray bytes = content();
        replace(bytes.left(20));
        QVERIFY(RecordingReader::open(path()).error().code == ErrorCode::truncated);
        bytes[8] = 9;
        replace(bytes);
        const Error error = RecordingReader::open(path()).error();
        QVERIFY(error.code == ErrorCode::unsupported);
        QVERIFY(error.describe().find("version 9") != std::string::npos);
        QVERIFY(RecordingReader::open(path() + ".none").error().os_error == ENOENT);
        QVERIFY(RecordingReader::open(folder_.path().toStdString()).error().code == ErrorCode::malformed);
    }
    void a_full_disk_is_an_error_and_the_file_keeps_its_whole_blocks() {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QVERIFY(::getrlimit(RLIMIT_FSIZE, &before) == 0);
        sequence_ = 0;
        auto writer = RecordingWriter::create(path());
        QVERIFY(writer && writer->append(some_events(500)) && writer->flush());
        rlimit tight = before;
        tight.rlim_cur = writer->summary().bytes + 100;
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
        Status status;
        for (int round = 0; round < 10 && status; ++round) {
            status = writer->append(some_events(500));
            if (status)
                status = writer->flush();
        }
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!status);
        QCOMPARE(status.error().os_error, EFBIG);
        QVERIFY(!writer->append(some_events(1)) && !writer->close());
        QCOMPARE(writer->summary().events, std::uint64_t{500});
        QCOMPARE(static_cast<std::uint64_t>(content().size()), writer->summary().bytes);
        auto reader = RecordingReader::open(path());
        QVERIFY(reader && reader->damage().is_whole());
        QCOMPARE(reader->events(), std::uint64_t{500});
        QVERIFY(RecordingWriter::create("/dev/full").error().os_error == ENOSPC);
        QVERIFY(!RecordingWriter::create(folder_.path().toStdString()));
    }
    void a_usual_event_takes_no_more_than_16_bytes() {
        // The pool lesson's traffic: a task and a result message for each task, with their pickles.
        sequence_ = 0;
        std::mt19937 random(5);
        std::vector<Event> events;
        std::int64_t time = 1'000'000'000;
        const auto tell = [&](EventKind kind, int worker, ObjectId object, std::int64_t a, std::int64_t b, std::string payload) {
            time += 2000 + static_cast<std::int64_t>(random() % 9000);
            events.push_back({++sequence_, time, {4000 + worker, 70'000 + static_cast<std::uint64_t>(worker)}, 4000 + worker, kind,
                              Certainty::observed, EventFlag::none, object, a, b, std::move(payload)});
        };
        for (std::int64_t task = 1; task <= 10'000; ++task) {
            const int worker = 1 + static_cast<int>(random() % 4);
            const ObjectId id = 0x3344556677889900 + static_cast<ObjectId>(task) * 2;
            const std::string call = "\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00(K\x00K\x00\x8c\x06square\x94K" + std::string(1, static_cast<char>(task)) + "\x85\x94}\x94t\x94.";
            tell(EventKind::task_submitted, 0, id, 10, 1, call);
            tell(EventKind::message_sent, 0, 40, task, 52, call);
            tell(EventKind::message_received, worker, 40, task, 52, {});
            tell(EventKind::task_started, worker, id, 0, 10, {});
            tell(EventKind::task_finished, worker, id, 2, 1000 + static_cast<std::int64_t>(random() % 5000), call.substr(0, 20));
            tell(EventKind::message_sent, worker, 42, task, 40, call.substr(0, 24));
            tell(EventKind::message_received, 0, 42, task, 40, {});
        }
        auto writer = RecordingWriter::create(path());
        QVERIFY(writer && writer->append(events) && writer->close());
        const double each = static_cast<double>(writer->summary().bytes) / static_cast<double>(events.size());
        qInfo("%.1f bytes an event", each);
        QVERIFY(each <= 16);
    }
};

QTEST_APPLESS_MAIN(RecordingTest)
#include "recording_test.moc"
