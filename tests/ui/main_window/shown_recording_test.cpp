// SPDX-License-Identifier: GPL-3.0-or-later
// One window shows a recording: whoever opens it again, from a window, a file manager or a terminal, is led there.
#include "engine/core/recording/recording.h"
#include "tests/support/synthetic_session.h"
#include "tests/ui/main_window/opened_window.h"
#include "ui/controls/message_bar.h"

#include <QDir>
#include <QFile>
#include <QProcess>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class ShownRecordingTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const std::vector<Event> events_ = synthetic_session({.workers = 3, .tasks = 20});

    QString write(const QString &name, const std::vector<Event> &events) {
        const QString path = folder_.filePath(name);
        auto writer = telemetry::RecordingWriter::create(path.toStdString());
        return writer && writer->append(events) && writer->close() ? path : QString();
    }
    static bool open(OpenedWindow &opened, const QString &path, std::size_t events) {
        opened.window().openPath(path);
        return QTest::qWaitFor([&] { return opened.session().history().size() == events; }, 30'000);
    }
    static QString told(OpenedWindow &opened) { return opened.window().findChild<MessageBar *>()->text(); }
    QStringList names() const { return QDir(folder_.path()).entryList({QStringLiteral("poolscope-recording-*")}, QDir::System); }

private slots:
    void initTestCase() {
        keepSettingsIn(folder_);
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(folder_.path()));
    }

    void a_second_window_leads_to_the_first_and_shows_what_it_showed() {
        const QString path = write("wanted.poolscope", events_), link = folder_.filePath("link.poolscope");
        QVERIFY(QFile::link(path, link));
        const auto others = synthetic_session({.workers = 2, .tasks = 8});
        OpenedWindow first, second;
        QVERIFY(open(first, path, events_.size()));
        QVERIFY(open(second, write("other.poolscope", others), others.size()));
        first.window().showMinimized();
        second.window().openPath(link);
        QVERIFY2(told(second).contains("another window"), qPrintable(told(second)));
        QVERIFY(second.window().windowTitle().startsWith("other.poolscope"));
        QCOMPARE(second.session().history().size(), others.size());
        QTRY_VERIFY_WITH_TIMEOUT(!first.window().isMinimized(), 30'000);
        QVERIFY(open(first, path, events_.size())); // its own it may read again
        QVERIFY2(told(first).isEmpty(), qPrintable(told(first)));
    }

    void a_recording_that_was_closed_or_written_anew_is_free() {
        const QString path = write("free.poolscope", events_);
        OpenedWindow first, second;
        QVERIFY(open(first, path, events_.size()));
        first.find<QAction>("welcome")->trigger();
        QVERIFY(open(second, path, events_.size()));
        const auto more = synthetic_session({.workers = 3, .tasks = 40});
        write("free.poolscope", more);
        QVERIFY(open(first, path, more.size()));
        QVERIFY2(told(first).isEmpty(), qPrintable(told(first)));
    }

    void the_program_leads_to_the_window_and_ends() {
        const QString path = write("started.poolscope", events_);
        OpenedWindow opened;
        QVERIFY(open(opened, path, events_.size()));
        opened.window().showMinimized();
        QProcess program;
        program.start(QStringLiteral(POOLSCOPE_PROGRAM), {path});
        QVERIFY(program.waitForFinished(60'000));
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(program.readAllStandardOutput().contains("another window"));
        QTRY_VERIFY_WITH_TIMEOUT(!opened.window().isMinimized(), 30'000);
    }

    void a_window_that_was_killed_keeps_nothing() {
        const QString path = write("killed.poolscope", events_);
        QProcess program;
        program.start(QStringLiteral(POOLSCOPE_PROGRAM), {path});
        QTRY_COMPARE_WITH_TIMEOUT(names().size(), 1, 60'000);
        program.kill();
        QVERIFY(program.waitForFinished(60'000));
        QCOMPARE(names().size(), 1);
        {
            OpenedWindow opened;
            QVERIFY(open(opened, path, events_.size()));
        }
        QCOMPARE(names().size(), 0);
    }
};

QTEST_MAIN(ShownRecordingTest)
#include "shown_recording_test.moc"
