// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/host/run_log.h"

#include <QTemporaryDir>
#include <QTest>

using namespace poolscope;
using namespace poolscope::host;

namespace {

std::vector<Event> numbered(std::uint64_t first, std::size_t count) {
    std::vector<Event> events(count);
    for (std::size_t i = 0; i < count; ++i) {
        events[i].kind = EventKind::note;
        events[i].sequence = first + i;
        events[i].time_ns = static_cast<std::int64_t>(first + i);
        events[i].payload = "note " + std::to_string(first + i);
    }
    return events;
}

std::vector<Event> recorded(const std::string &path) {
    std::vector<Event> all;
    auto reader = telemetry::RecordingReader::open(path);
    for (std::size_t block = 0; reader && block < reader->blocks(); ++block) {
        if (const auto events = reader->read(block))
            all.insert(all.end(), events->begin(), events->end());
    }
    return all;
}

} // namespace

class RunLogTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder;

private slots:
    void what_came_before_the_recording_is_in_it() {
        const std::string path = folder.filePath("a").toStdString();
        RunLog log;
        log.begin_run();
        QVERIFY(log.append(numbered(1, 1000)));
        QVERIFY(log.record(path));
        QVERIFY(log.append(numbered(1001, 1000)));
        QVERIFY(log.stop().has_value());
        QVERIFY(recorded(path) == numbered(1, 2000));
    }
    void another_run_is_not() {
        const std::string path = folder.filePath("b").toStdString();
        RunLog log;
        QVERIFY(log.append(numbered(1, 10)));
        log.begin_run();
        QVERIFY(log.append(numbered(11, 10)));
        QVERIFY(log.record(path));
        QVERIFY(log.stop().has_value());
        QVERIFY(recorded(path) == numbered(11, 10));
    }
    void of_too_long_a_run_the_oldest_part_is_a_gap() {
        const std::string path = folder.filePath("c").toStdString();
        RunLog log(10'000);
        for (std::uint64_t i = 0; i < 100; ++i)
            QVERIFY(log.append(numbered(1 + i * 100, 100)));
        QVERIFY(log.record(path));
        QVERIFY(log.stop().has_value());
        const auto events = recorded(path);
        QVERIFY(events.front().kind == EventKind::gap);
        QCOMPARE(events.front().a + static_cast<std::int64_t>(events.size()) - 1, 10'000);
        QCOMPARE(events.back().sequence, std::uint64_t(10'000));
    }
    void what_was_appended_is_soon_on_the_disk() {
        const std::string path = folder.filePath("d").toStdString();
        RunLog log;
        QVERIFY(log.record(path));
        QVERIFY(log.append(numbered(1, 10)));
        QVERIFY(!log.next_flush().is_never());
        QVERIFY(log.flush());
        QCOMPARE(recorded(path).size(), std::size_t(10));
    }
    void a_recording_that_fails_says_so_once_and_when_it_is_stopped() {
        RunLog log;
        QVERIFY(!log.record("/no/such/folder/file"));
        QVERIFY(!log.record("/dev/full"));
        QVERIFY(log.append(numbered(1, 10)));
        QVERIFY(log.stop().error().code == ErrorCode::wrong_state);
    }
};

QTEST_APPLESS_MAIN(RunLogTest)
#include "run_log_test.moc"
