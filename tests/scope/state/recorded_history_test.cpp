// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/state/recorded_history.h"
#include "tests/scope/state/random_events.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace poolscope;
using namespace poolscope::state;
using telemetry::RecordingReader;
using telemetry::RecordingWriter;

class RecordedHistoryTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::string path() const { return folder_.filePath("run.poolscope").toStdString(); }

    // Blocks of many sizes; how long the file is after each.
    std::vector<std::uint64_t> write(std::size_t count) const {
        RandomEvents events(21);
        std::mt19937 random(9);
        auto writer = RecordingWriter::create(path());
        std::vector<std::uint64_t> borders;
        while (count > 0) {
            std::vector<Event> some(std::min<std::size_t>(count, random() % 2 == 0 ? 1 + random() % 200 : 1 + random() % 12'000));
            for (Event &event : some)
                event = events.next();
            count -= some.size();
            [&] { QVERIFY(writer->append(some) && writer->flush()); }();
            borders.push_back(writer->summary().bytes);
        }
        [&] { QVERIFY(writer->close()); }();
        return borders;
    }
    telemetry::SpentEvents spent_;
    static History folded_one_by_one(RecordingReader &reader) {
        History history;
        for (std::size_t block = 0; block < reader.blocks(); ++block) {
            const auto events = reader.read(block).value();
            for (const Event &event : events)
                history.append(event);
        }
        return history;
    }
    static void compare(History &one, History &other) {
        QVERIFY(one.newest() == other.newest() && one.log() == other.log());
        QCOMPARE(one.size(), other.size());
        QCOMPARE(one.last_time_ns(), other.last_time_ns());
        for (std::size_t index = 0; index < one.size(); index += 7)
            QVERIFY(one.event(index) == other.event(index));
        for (std::size_t moment = 0; moment < one.size(); moment += one.size() / 40)
            QVERIFY(one.at(moment) == other.at(moment));
    }

private slots:
    void it_is_what_folding_one_event_after_the_other_gives() {
        write(60'000);
        auto reader = RecordingReader::open(path());
        QVERIFY(reader);
        std::size_t told = 0;
        auto history = read_history(*reader, [&](std::vector<Event> events) {
            told += events.size();
            spent_.give_back(std::move(events));
            return true;
        }, spent_);
        QVERIFY(history);
        QCOMPARE(told, std::size_t(60'000));
        History expected = folded_one_by_one(*reader);
        compare(*history, expected);
    }
    void what_is_damaged_is_a_gap_here_too() {
        const auto borders = write(60'000);
        QFile file(QString::fromStdString(path()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(qint64(borders[borders.size() / 2] + 100)) && file.write("damaged") == 7);
        file.close();
        auto reader = RecordingReader::open(path());
        QVERIFY(reader);
        auto history = read_history(*reader, [](const std::vector<Event> &) { return true; }, spent_);
        QVERIFY(history && history->newest().lost_events() > 0 && !reader->damage().is_whole());
        History expected = folded_one_by_one(*reader);
        compare(*history, expected);
    }
    void it_ends_where_no_more_is_wanted() {
        write(60'000);
        auto reader = RecordingReader::open(path());
        QVERIFY(reader);
        std::size_t told = 0, blocks = 0;
        const auto history = read_history(*reader, [&](const std::vector<Event> &events) {
            told += events.size();
            return ++blocks < 3;
        }, spent_);
        QVERIFY(history);
        QCOMPARE(blocks, std::size_t(3));
        QCOMPARE(history->size(), told);
    }
};

QTEST_APPLESS_MAIN(RecordedHistoryTest)
#include "recorded_history_test.moc"
