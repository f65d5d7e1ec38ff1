// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scope/export/export.h"

#include "engine/core/recording/recording.h"
#include "tests/support/made_event.h"
#include "tests/support/synthetic_session.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace poolscope;
using namespace poolscope::tests;

class ExportTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder;
    state::History history;
    int tasks = 0, messages = 0, received = 0, ran = 0;
    qint64 bytes = 0;

    // What Python reads in the file.
    QJsonObject read_back(const char *format) { return read_back(format, history); }
    QJsonObject read_back(const char *format, const state::History &exported) {
        const QString path = folder.filePath(QString::fromLatin1(format));
        const Status written = exporting::write(exported, exporting::find_format(format)->format, path.toStdString());
        if (!written)
            qFatal("%s", written.error().describe().c_str());
        QProcess python;
        python.start("/usr/bin/python3", {POOLSCOPE_EXPORT_READER, format, path});
        if (!python.waitForFinished(60'000) || python.exitCode() != 0)
            qFatal("%s: %s", format, python.readAllStandardError().constData());
        return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
    }

private slots:
    void initTestCase() {
        std::vector<Event> events = synthetic_session({.workers = 3, .tasks = 40, .killed_worker = 2, .killed_in_task = 4});
        Event note;
        note.kind = EventKind::note;
        note.sequence = events.back().sequence + 1;
        note.time_ns = events.back().time_ns + 1;
        note.payload = "say \"hi\", then\nleave";
        events.push_back(note);
        note.payload = "no UTF-8: \xff";
        ++note.sequence;
        events.push_back(note);
        for (Event &event : events)
            history.append(std::move(event));
        tasks = int(history.newest().tasks().size());
        for (const auto &[id, task] : history.newest().tasks())
            ran += task.started_ns != 0;
        for (const state::MessageRow &row : history.log().messages()) {
            ++messages;
            received += row.sent_sequence != 0 && row.received_sequence != 0;
            bytes += row.bytes;
        }
        QVERIFY(tasks == 40 && messages > 40 && ran > 30);
    }
    void perfetto_has_tasks_waits_and_arrows_that_bind() {
        const QJsonObject found = read_back("perfetto");
        QCOMPARE(found["tasks"].toInt(), ran);
        QVERIFY(found["waits"].toInt() > 0);
        QCOMPARE(found["names"].toInt(), int(history.newest().processes().size()));
        QCOMPARE(found["arrows"].toInt(), received);
        QVERIFY(found["every arrow ends"].toBool() && found["arrows point forward"].toBool() && found["arrows bind to slices"].toBool());
        QCOMPARE(found["negative"].toInt(), 0);
        QCOMPARE(found["calls"].toArray(), (QJsonArray{"cube", "square"}));
    }
    void perfetto_has_messages_where_they_were_sent_crossing_nothing() {
        const ProcessKey parent{100, 1}, worker{200, 2}, observer{999, 9};
        const auto by = [](std::int32_t thread, Event event) {
            event.thread = thread;
            return event;
        };
        state::History made;
        made.append(by(0, made_event(1, 0, parent, EventKind::program_started, 0, 0, 0, {})));
        made.append(by(0, made_event(2, 0, parent, EventKind::process_started, 0, 0, 0, {})));
        made.append(by(100, made_event(3, 100, worker, EventKind::process_started, 0, std::int64_t(parent.packed()), 0, {})));
        made.append(by(100, made_event(4, 200, parent, EventKind::channel_created, 5, std::int64_t(ChannelKind::queue), 0, "q")));
        made.append(by(101, made_event(5, 1000, parent, EventKind::message_sent, 5, 1, 4, "abcd")));
        made.append(by(101, made_event(6, 1200, parent, EventKind::wait_begin, 5, std::int64_t(WaitKind::get), 0, {})));
        made.append(by(0, made_event(7, 1300, observer, EventKind::queue_depth, 5, 1, 0, {})));
        made.append(by(200, made_event(8, 1500, worker, EventKind::message_received, 5, 1, 4, {})));
        made.append(by(101, made_event(9, 9000, parent, EventKind::wait_end, 5, std::int64_t(WaitKind::get), 0, {})));
        const QJsonObject found = read_back("perfetto", made);
        QCOMPARE(found["arrows"].toInt(), 1);
        QVERIFY(found["arrows bind to slices"].toBool());
        QCOMPARE(found["tracks"].toArray(), (QJsonArray{"100/101", "200/200"}));
        QCOMPARE(found["crossing"].toInt(), 0);
        QCOMPARE(found["counters of nobody"].toInt(), 0);
        QCOMPARE(read_back("perfetto")["crossing"].toInt(), 0);
    }
    void csv_has_a_line_an_event_whatever_its_text() {
        const QByteArray raw = "no UTF-8: \xff";
        const QString path = folder.filePath("raw.csv");
        QVERIFY(exporting::write(history, exporting::Format::csv, path.toStdString()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(raw)); // it would not be text
        const QJsonObject found = read_back("csv");
        QCOMPARE(found["events"].toInt(), int(history.size()));
        QVERIFY(found["whole"].toBool());
        QCOMPARE(found["odd text"].toArray(), (QJsonArray{QString::fromUtf8("no UTF-8: \xef\xbf\xbd"), "say \"hi\", then\nleave"}));
    }
    void json_has_everything() {
        const QJsonObject found = read_back("json");
        QCOMPARE(found["processes"].toInt(), int(history.newest().processes().size()));
        QCOMPARE(found["tasks"].toInt(), tasks);
        QCOMPARE(found["messages"].toInt(), messages);
        QCOMPARE(found["events"].toInt(), int(history.size()));
        QVERIFY(found["outcomes"].toObject()["value"].toInt() > 20 && found["channels"].toArray().contains("tasks"));
    }
    void dot_is_a_graph() {
        const QJsonObject found = read_back("dot");
        QVERIFY(found["begins"].toBool() && found["ends"].toBool() && found["quotes"].toInt() == 0);
        QVERIFY(found["edges"].toInt() >= 3 + 4); // who started whom, and what went into the queues
    }
    void sqlite_can_be_asked() {
        const QJsonObject found = read_back("sqlite");
        QCOMPARE(found["check"].toString(), "ok");
        QCOMPARE(found["task"].toInt(), tasks);
        QCOMPARE(found["message"].toInt(), messages);
        QCOMPARE(found["event"].toInt(), int(history.size()));
        QCOMPARE(qint64(found["bytes"].toDouble()), bytes);
        QCOMPARE(found["worker"].toInt(), 3);
        QCOMPARE(found["delays"].toInt(), received);
    }
    void pcapng_has_a_packet_a_message() {
        const QJsonObject found = read_back("pcapng");
        QCOMPARE(found["packets"].toInt(), messages);
        QCOMPARE(qint64(found["bytes"].toDouble()), bytes);
        QVERIFY(found["interfaces"].toArray().contains("tasks") && found["interfaces"].toArray().contains("results"));
        QVERIFY2(found["comment"].toString().contains(" → "), qPrintable(found["comment"].toString()));
    }
    void pcapng_has_the_time_of_day_and_says_what_it_is() {
        const QJsonObject relative = read_back("pcapng");
        QVERIFY2(relative["about"].toString().contains("not recorded") && relative["about"].toString().contains("square-pool"), qPrintable(relative["about"].toString()));
        constexpr qint64 noon = 1'700'000'000'000'000'000;
        state::History made;
        for (std::size_t place = 0; place < history.size(); ++place) {
            Event event = history.event(place);
            if (event.kind == EventKind::program_started)
                event.object = noon + event.time_ns - history.first_time_ns();
            made.append(std::move(event));
        }
        const QJsonObject dated = read_back("pcapng", made);
        QVERIFY(!dated["about"].toString().contains("not recorded"));
        QCOMPARE(dated["first"].toString().toLongLong() - noon, relative["first"].toString().toLongLong());
    }
    void a_session_is_a_recording_of_the_same_events() {
        const std::string path = folder.filePath("again.poolscope").toStdString();
        QVERIFY(exporting::write(history, exporting::Format::session, path));
        auto reader = telemetry::RecordingReader::open(path);
        QVERIFY(reader && reader->damage().is_whole() && reader->damage().was_closed);
        std::size_t place = 0;
        for (std::size_t block = 0; block < reader->blocks(); ++block) {
            const auto events = reader->read(block);
            QVERIFY(events);
            for (const Event &event : *events)
                QVERIFY(event == history.event(place++));
        }
        QCOMPARE(place, history.size());
    }
    void an_empty_session_makes_files_that_can_be_read() {
        state::History kept = std::exchange(history, {});
        for (const exporting::FormatRow &row : exporting::all_formats())
            if (row.name != "pcapng" && row.name != "session") // without packets there is no comment to find; a recording is for us
                read_back(row.name.data());
        history = std::move(kept);
    }
    void what_cannot_be_written_is_told_and_leaves_nothing_behind() {
        for (const exporting::FormatRow &row : exporting::all_formats()) {
            QVERIFY(!exporting::write(history, row.format, "/no/such/folder/x"));
            QTemporaryDir here;
            const QString path = here.filePath("taken");
            QVERIFY(QDir().mkdir(path)); // a folder cannot be replaced
            QVERIFY(!exporting::write(history, row.format, path.toStdString()));
            QCOMPARE(QDir(here.path()).entryList(QDir::Files | QDir::Hidden).size(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
