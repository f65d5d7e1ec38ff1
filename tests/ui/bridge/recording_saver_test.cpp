// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/recording/flight_window.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/recording_saver.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class RecordingSaverTest : public QObject {
    Q_OBJECT

    Session session_;
    QTemporaryDir folder_;

    static std::vector<Event> read(const QString &path) {
        std::vector<Event> all;
        auto reader = telemetry::RecordingReader::open(path.toStdString());
        for (std::size_t block = 0; reader && block < reader->blocks(); ++block) {
            const auto events = reader->read(block);
            all.insert(all.end(), events->begin(), events->end());
        }
        return all;
    }
    QString save(const QString &name, Contents contents) {
        RecordingSaver saver(session_);
        QSignalSpy finished(&saver, &RecordingSaver::finished);
        saver.save(folder_.filePath(name), contents);
        return finished.wait(60'000) ? finished.first().first().toString() : QStringLiteral("not finished");
    }

private slots:
    void initTestCase() {
        session_.append(synthetic_session({.workers = 3, .tasks = 2000}));
        session_.flush();
    }

    void what_is_saved_is_what_there_is() {
        QCOMPARE(save("whole.poolscope", Contents::kept), QString());
        QVERIFY(read(folder_.filePath("whole.poolscope")) == synthetic_session({.workers = 3, .tasks = 2000}));
    }

    void without_contents_everything_else_is_kept() {
        QCOMPARE(save("bare.poolscope", Contents::left_out), QString());
        const auto events = read(folder_.filePath("bare.poolscope"));
        QCOMPARE(events.size(), session_.history().size());
        for (std::size_t index = 0; index < events.size(); ++index) {
            const Event &event = events[index], &original = session_.history().event(index);
            QCOMPARE(event.b, original.b); // sizes
            const bool hadContents = event.kind == EventKind::message_sent || event.kind == EventKind::task_submitted || event.kind == EventKind::task_finished;
            QCOMPARE(event.payload, hadContents ? std::string() : original.payload);
            QCOMPARE(event.is_truncated(), hadContents || original.is_truncated());
        }
    }

    void masked_contents_keep_their_length() {
        QCOMPARE(save("masked.poolscope", Contents::masked), QString());
        const auto events = read(folder_.filePath("masked.poolscope"));
        QCOMPARE(events.size(), session_.history().size());
        std::size_t changed = 0;
        for (std::size_t index = 0; index < events.size(); ++index) {
            const Event &original = session_.history().event(index);
            QCOMPARE(events[index].payload.size(), original.payload.size());
            QCOMPARE(events[index].is_truncated(), original.is_truncated());
            changed += events[index].payload != original.payload;
        }
        QVERIFY(changed > 2000);
    }

    void the_newest_part_is_kept_with_what_says_what_it_is_about() {
        RecordingSaver saver(session_);
        QSignalSpy finished(&saver, &RecordingSaver::finished);
        saver.save(folder_.filePath("newest.poolscope"), Contents::kept, 100'000);
        QVERIFY(finished.wait(60'000));
        const auto events = read(folder_.filePath("newest.poolscope"));
        const auto gap = std::find_if(events.begin(), events.end(), [](const Event &event) { return event.kind == EventKind::gap; });
        QVERIFY(gap != events.end());
        QCOMPARE(std::size_t(gap->a) + events.size() - 1, session_.history().size());
        QVERIFY(std::all_of(events.begin(), gap, [](const Event &event) { return telemetry::tells_what_there_is(event.kind); }));
        std::size_t bytes = 0, index = session_.history().size();
        for (auto event = events.end(); event-- != gap + 1; bytes += sizeof(Event) + event->payload.size())
            QVERIFY(event->payload == session_.history().event(--index).payload);
        QVERIFY2(bytes >= 100'000 && bytes < 110'000, qPrintable(QString::number(bytes)));
    }

    void what_stood_there_stays_until_all_is_written() {
        const QString path = folder_.filePath("kept.poolscope");
        const auto content = [&path] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        const auto files = QDir(folder_.path()).entryList(QDir::Files);

        RecordingSaver saver(session_);
        QSignalSpy progressed(&saver, &RecordingSaver::progressed);
        saver.save(path);
        QVERIFY(progressed.wait(60'000));
        QCOMPARE(content(), "old");
        saver.cancel();
        QCOMPARE(content(), "old");
        QCOMPARE(QDir(folder_.path()).entryList(QDir::Files), files);

        QCOMPARE(save("kept.poolscope", Contents::kept), QString());
        QCOMPARE(read(path).size(), session_.history().size());
        QCOMPARE(QDir(folder_.path()).entryList(QDir::Files), files);
    }

    // Of the disk is told what a person has asked for, not what is beside it.
    void a_disk_that_fills_leaves_what_stood_there() {
        const QString path = folder_.filePath("full.poolscope");
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        const auto files = QDir(folder_.path()).entryList(QDir::Files);
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit small{100, before.rlim_max};
        QVERIFY(std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR && setrlimit(RLIMIT_FSIZE, &small) == 0);
        const QString problem = save("full.poolscope", Contents::kept);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY2(problem.contains(path) && !problem.contains(".part"), qPrintable(problem));
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), "old");
        QCOMPARE(QDir(folder_.path()).entryList(QDir::Files), files);
    }

    void a_folder_that_is_not_there_is_a_sentence() {
        RecordingSaver saver(session_);
        QSignalSpy finished(&saver, &RecordingSaver::finished);
        saver.save("/no/such/folder/x.poolscope");
        QVERIFY(finished.wait(60'000));
        QVERIFY(finished.first().first().toString().contains("/no/such/folder"));
    }
};

QTEST_GUILESS_MAIN(RecordingSaverTest)
#include "recording_saver_test.moc"
