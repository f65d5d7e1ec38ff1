// SPDX-License-Identifier: GPL-3.0-or-later
// The first minute: what was run or opened stands below the doors and is one click from running again; what is gone
// is not offered.
#include "engine/core/recording/recording.h"
#include "tests/support/synthetic_session.h"
#include "tests/ui/main_window/opened_window.h"

#include "ui/controls/message_bar.h"
#include "ui/launch/door.h"
#include "ui/launch/welcome_page.h"

#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QScopeGuard>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

#include <csignal>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class FirstMinuteTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_, folder_;

    static DoorRow *row(OpenedWindow &opened, const QString &title) {
        for (DoorRow *each : opened.window().findChildren<DoorRow *>())
            if (each->text() == title && each->isVisible())
                return each;
        return nullptr;
    }
    QString script(const QByteArray &first = {}) const {
        const QString path = folder_.filePath(QStringLiteral("pair.py"));
        QFile file(path);
        file.open(QIODevice::WriteOnly);
        file.write("from multiprocessing import Pipe, Process\n"
                   "def send(conn):\n    conn.send('from the child')\n"
                   "if __name__ == '__main__':\n" + first +
                   "    ours, theirs = Pipe()\n    p = Process(target=send, args=(theirs,))\n    p.start()\n    print(ours.recv())\n    p.join()\n");
        return path;
    }
    static void drop(OpenedWindow &opened, const QList<QUrl> &urls) {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({600, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&opened.window(), &enter);
        if (!enter.isAccepted())
            return;
        QDropEvent drop({600, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&opened.window(), &drop);
    }
    static QString told(OpenedWindow &opened) { return opened.window().findChild<MessageBar *>()->text(); }
    static bool hasPrinted(OpenedWindow &opened, const char *text) {
        std::string output;
        for (std::size_t at = 0; at < opened.session().log().console().size(); ++at)
            output += opened.session().log().console()[at].text;
        return output.find(text) != std::string::npos;
    }

private slots:
    void initTestCase() {
        keepSettingsIn(settings_);
        QSettings().clear();
    }

    void a_dropped_script_runs_and_is_one_click_away_the_next_time() {
        const QString path = script();
        {
            OpenedWindow opened;
            QVERIFY(!row(opened, "pair.py"));
            drop(opened, {QUrl::fromLocalFile(path)});
            QVERIFY(opened.waitForEnd());
            opened.session().flush();
            QVERIFY(hasPrinted(opened, "from the child"));
        }
        OpenedWindow again;
        QTRY_VERIFY_WITH_TIMEOUT(row(again, "pair.py"), 30'000);
        again.click(row(again, "pair.py"));
        QVERIFY(again.window().runControl().isActive());
        QVERIFY(again.waitForEnd());
        again.session().flush();
        QVERIFY(hasPrinted(again, "from the child"));
        QVERIFY(QFile::remove(path));
        OpenedWindow last;
        QVERIFY(!row(last, "pair.py"));
    }

    void a_lesson_is_started_with_return() {
        OpenedWindow opened;
        QApplication::setActiveWindow(&opened.window());
        auto *lesson = opened.find("lesson-square-pool");
        lesson->setFocus(Qt::TabFocusReason);
        QTest::keyClick(lesson, Qt::Key_Return);
        QVERIFY(opened.window().runControl().isActive());
        QVERIFY(opened.waitForEnd());
    }

    void the_key_of_a_view_leads_there_from_the_doors() {
        OpenedWindow opened;
        QApplication::setActiveWindow(&opened.window());
        QTest::keyClick(&opened.window(), Qt::Key_5, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(opened.find<QTableView>("channels")->hasFocus(), 30'000);
    }

    void what_was_opened_last_is_in_sight_and_can_be_forgotten() {
        const QString path = script();
        OpenedWindow opened;
        drop(opened, {QUrl::fromLocalFile(path)});
        QVERIFY(opened.waitForEnd());
        QTest::keyClick(&opened.window(), Qt::Key_W, Qt::ControlModifier);
        QCoreApplication::processEvents();
        DoorRow *recent = row(opened, "pair.py");
        QVERIFY(recent);
        QCOMPARE(recent->visibleRegion().boundingRect(), recent->rect()); // without scrolling past the lessons
        opened.click("forget-recent");
        QVERIFY(!row(opened, "pair.py"));
        QVERIFY(QFile::exists(path));
        opened.find<QMenu>("recent")->popup({10, 10});
        QVERIFY(!opened.find<QMenu>("recent")->actions().first()->isEnabled());
        opened.find<QMenu>("recent")->close();
    }

    void what_was_opened_is_in_the_file_menu() {
        const QString path = script();
        OpenedWindow opened;
        drop(opened, {QUrl::fromLocalFile(path)});
        QVERIFY(opened.waitForEnd());
        auto *recent = opened.find<QMenu>("recent");
        recent->popup({10, 10});
        QTRY_VERIFY_WITH_TIMEOUT(recent->isVisible(), 30'000);
        QCOMPARE(recent->actions().first()->text(), QStringLiteral("pair.py"));
        QTest::mouseClick(recent, Qt::LeftButton, {}, recent->actionGeometry(recent->actions().first()).center());
        QVERIFY(opened.window().runControl().isActive());
        QVERIFY(opened.waitForEnd());
    }

    // What lies below the pointer, a field of text say, does not take a file that is dropped on it.
    void a_file_can_be_dropped_anywhere() {
        OpenedWindow opened;
        opened.window().openPath(script());
        QVERIFY(opened.waitForEnd());
        QVERIFY(opened.window().acceptDrops());
        for (const QWidget *widget : opened.window().findChildren<QWidget *>())
            QVERIFY2(!widget->acceptDrops() || widget->window() != &opened.window(), qPrintable(QLatin1String(widget->metaObject()->className()) + widget->objectName() + QLatin1String(" in ") + QLatin1String(widget->parentWidget()->metaObject()->className())));
    }

    void a_script_that_sets_its_start_method_is_said_to() {
        OpenedWindow opened;
        QToolButton *spawn = opened.find<QToolButton>("method-spawn"), *fork = opened.find<QToolButton>("method-fork");
        QVERIFY(fork->isChecked());
        drop(opened, {QUrl::fromLocalFile(script("    import multiprocessing\n    multiprocessing.set_start_method('spawn')\n"))});
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        QVERIFY(hasPrinted(opened, "from the child"));
        QVERIFY(spawn->isChecked());
        QVERIFY2(fork->toolTip().contains("sets its start method itself: spawn"), qPrintable(fork->toolTip()));
        // Without it the choice counts again.
        drop(opened, {QUrl::fromLocalFile(script())});
        QVERIFY(opened.waitForEnd());
        QVERIFY(fork->isChecked() && !fork->toolTip().contains("itself"));
    }

    void a_running_program_is_one_click_from_being_looked_at() {
        QProcess program;
        program.setChildProcessModifier([] { ::setsid(); });
        program.start(QStringLiteral("python3"), {QStringLiteral("-c"), QStringLiteral("import multiprocessing, time\n"
                                                                                    "if __name__ == '__main__':\n"
                                                                                    "    with multiprocessing.get_context('fork').Pool(2) as p:\n"
                                                                                    "        p.map(time.sleep, [1000, 1000])\n")});
        QVERIFY(program.waitForStarted());
        const auto kill = qScopeGuard([&] {
            ::kill(-pid_t(program.processId()), SIGKILL);
            program.waitForFinished();
        });
        const QString pid = QStringLiteral("PID %1").arg(program.processId());
        OpenedWindow opened;
        const auto offered = [&]() -> DoorRow * {
            for (DoorRow *each : opened.window().findChildren<DoorRow *>())
                if (each->isVisible() && each->accessibleDescription().endsWith(pid))
                    return each;
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT( // it is listed once it has children
            [&] {
                QEvent back(QEvent::WindowActivate); // somebody comes back to the window
                QApplication::sendEvent(&opened.window(), &back);
                return QTest::qWaitFor(offered, 1000);
            }(),
            60'000);
        QVERIFY2(offered()->accessibleDescription().contains("multiprocessing, fork") && offered()->accessibleDescription().contains("3 processes"), qPrintable(offered()->accessibleDescription()));
        QCOMPARE(offered()->visibleRegion().boundingRect(), offered()->rect());
        opened.click(offered());
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().runControl().isAttached() && opened.state().processes().size() == 3, 60'000);
        QCOMPARE(qint64(opened.state().program()->key.pid), program.processId());
        QCOMPARE(program.state(), QProcess::Running);
    }

    void the_three_doors_are_there_and_two_files_at_once_are_not_taken() {
        OpenedWindow opened;
        QCOMPARE(opened.window().findChildren<Door *>().size(), 3);
        for (Door *door : opened.window().findChildren<Door *>())
            QVERIFY(door->isVisible());
        const QString path = script();
        drop(opened, {QUrl::fromLocalFile(path), QUrl::fromLocalFile(path)});
        QVERIFY(!opened.window().runControl().isActive());
        QVERIFY2(told(opened).startsWith("2 files"), qPrintable(told(opened)));
    }

    void what_cannot_be_opened_is_told_when_it_is_dropped() {
        OpenedWindow opened;
        const QString text = folder_.filePath(QStringLiteral("note.txt"));
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello") == 5);
        file.close();
        drop(opened, {QUrl::fromLocalFile(text)});
        QVERIFY2(told(opened).contains("no script"), qPrintable(told(opened)));
        drop(opened, {QUrl(QStringLiteral("sftp://elsewhere/pool.py"))});
        QVERIFY2(told(opened).contains("sftp://elsewhere/pool.py"), qPrintable(told(opened)));
        drop(opened, {QUrl::fromLocalFile(folder_.path())});
        QVERIFY2(told(opened).contains("folder"), qPrintable(told(opened)));
    }

    void a_drop_ends_no_running_program_unasked() {
        OpenedWindow opened;
        const QString sleeper = folder_.filePath(QStringLiteral("sleeper.py"));
        QFile file(sleeper);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("import time\ntime.sleep(600)\n") > 0);
        file.close();
        drop(opened, {QUrl::fromLocalFile(sleeper)});
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::running, 30'000);
        drop(opened, {QUrl::fromLocalFile(script())});
        QVERIFY2(told(opened).contains("sleeper.py still runs"), qPrintable(told(opened)));
        QVERIFY(opened.window().windowTitle().startsWith("sleeper.py"));
        opened.click(opened.window().findChild<MessageBar *>()->findChild<QPushButton *>("accept"));
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        QVERIFY(hasPrinted(opened, "from the child"));
    }

    void two_recordings_are_compared() {
        QStringList paths;
        for (const char *name : {"before.poolscope", "after.poolscope"}) {
            paths << folder_.filePath(QLatin1String(name));
            auto writer = telemetry::RecordingWriter::create(paths.last().toStdString());
            QVERIFY(writer && writer->append(synthetic_session({.workers = 2, .tasks = 5})) && writer->close());
        }
        OpenedWindow opened;
        drop(opened, {QUrl::fromLocalFile(paths.first()), QUrl::fromLocalFile(paths.last())});
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().windowTitle().startsWith("before.poolscope"), 30'000);
        auto *facts = opened.find<QTableView>("session-facts");
        QTRY_VERIFY_WITH_TIMEOUT(facts->isVisible() && facts->model()->rowCount() > 0, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(facts->model()->headerData(2, Qt::Horizontal).toString().contains("after"), 30'000);
    }
};

QTEST_MAIN(FirstMinuteTest)
#include "first_minute_test.moc"
