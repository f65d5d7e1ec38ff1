// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to a running program by keys alone, what is said of it, and how it is taken back.
#include "engine/core/recording/recording.h"
#include "tests/support/script_file.h"
#include "tests/ui/main_window/opened_window.h"
#include "ui/controls/message_bar.h"
#include "ui/main_window/workbench.h"
#include "ui/process_tree/process_tree_panel.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class RunControlTest : public QObject {
    Q_OBJECT

    static constexpr int longest = 60'000;

    QTemporaryDir settings_;

    static void enter(OpenedWindow &opened, const QString &command) {
        QTest::keyClick(&opened.window(), Qt::Key_L, Qt::ControlModifier);
        auto *line = opened.find<QLineEdit>("command-line");
        QTRY_VERIFY(line->isVisible());
        QTest::keyClicks(line, command);
    }
    static void run(OpenedWindow &opened, const QString &command) {
        enter(opened, command);
        QTest::keyClick(opened.find("command-line"), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::running, longest);
    }
    static QString told(OpenedWindow &opened) { return opened.window().findChild<MessageBar *>()->text(); }
    static const state::ProcessRow *worker(OpenedWindow &opened) {
        for (const auto &[key, row] : opened.state().processes())
            if (row.role == Role::worker && row.is_alive())
                return &row;
        return nullptr;
    }
    static int workersWanted(OpenedWindow &opened) {
        const state::PoolRow *pool = opened.state().newest_open_pool();
        return pool ? int(pool->workers_wanted) : 0;
    }
    // An entry of the fault menu, by keys.
    static void choose(OpenedWindow &opened, const char *fault) {
        auto *menu = opened.find<QMenu>("fault-menu");
        menu->popup({});
        for (int steps = 0; steps < 20 && (!menu->activeAction() || menu->activeAction()->objectName() != QLatin1String(fault)); ++steps)
            QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
    }
    static void end(OpenedWindow &opened) {
        QTest::keyClick(&opened.window(), Qt::Key_F5, Qt::ShiftModifier);
        QVERIFY(opened.waitForEnd());
    }

private slots:
    void initTestCase() {
        keepSettingsIn(settings_);
        QSettings().clear();
    }

    void a_bookmark_leads_back_to_its_moment_and_is_in_the_recording_of_what_still_runs() {
        OpenedWindow opened;
        run(opened, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        const QString path = settings_.filePath("noted.poolscope");
        opened.window().runControl().record(path);
        QTRY_VERIFY_WITH_TIMEOUT(opened.session().history().size() > 20, longest);
        QTest::keyClick(&opened.window(), Qt::Key_Home, Qt::AltModifier);
        for (int event = 0; event < 10; ++event)
            QTest::keyClick(&opened.window(), Qt::Key_Right, Qt::AltModifier);
        const std::int64_t moment = opened.state().time_ns();
        QTest::keyClick(&opened.window(), Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(opened.find("bookmark-note"), longest);
        auto *line = opened.find("bookmark-note")->findChild<QLineEdit *>();
        QTest::keyClicks(line, "here it waits");
        QTest::keyClick(line, Qt::Key_Return);
        QTest::keyClick(&opened.window(), Qt::Key_End, Qt::AltModifier);
        auto *menu = opened.find<QMenu>("bookmarks");
        QTRY_VERIFY_WITH_TIMEOUT((menu->close(), menu->popup({}), menu->actions().first()->text().contains("here it waits")), longest);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().first()).center());
        QCOMPARE(opened.state().time_ns(), moment);
        QVERIFY(!opened.session().isLive());
        end(opened);
        const auto isRecorded = [&] {
            auto reader = telemetry::RecordingReader::open(path.toStdString());
            for (std::size_t block = 0; reader && block < reader->blocks(); ++block)
                if (const auto events = reader->read(block); events && std::ranges::any_of(*events, [&](const Event &event) {
                        return event.kind == EventKind::note && event.payload == "here it waits" && event.time_ns == moment;
                    }))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRecorded(), longest);
    }

    void a_pause_is_told_as_the_persons_own() {
        OpenedWindow opened;
        run(opened, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        auto *pause = opened.find<QToolButton>("pause");
        const QString before = pause->toolTip();
        QTest::keyClick(&opened.window(), Qt::Key_F6);
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::paused, longest);
        QVERIFY2(pause->toolTip().contains("You paused it") && pause->toolTip().contains("F6"), qPrintable(pause->toolTip()));
        QVERIFY(pause->property("on").toBool());
        QCOMPARE(pause->accessibleName(), QStringLiteral("Continue"));
        QVERIFY(opened.find<QLabel>("event-count")->text().contains("you paused it"));
        QTest::keyClick(&opened.window(), Qt::Key_F6);
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::running, longest);
        QCOMPARE(pause->toolTip(), before);
        QVERIFY(!opened.find<QLabel>("event-count")->text().contains("you paused it"));
        end(opened);
    }

    void a_program_without_steps_says_so_and_goes_on_as_fast_as_before() {
        OpenedWindow opened;
        run(opened, QStringLiteral("sh -c \"while :; do sleep 0.05; done\""));
        auto *speed = opened.find<QSlider>("speed");
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] { // until it has been silent for long enough to be known
                QTest::keyClick(speed, speed->value() == speed->maximum() ? Qt::Key_Home : Qt::Key_End);
                return QTest::qWaitFor([&] { return told(opened).contains("not built on the engine"); }, 200);
            }(),
            longest);
        QTRY_COMPARE(speed->value(), speed->maximum());
        QTest::keyClick(opened.window().findChild<MessageBar *>(), Qt::Key_Escape);
        QTest::keyClick(&opened.window(), Qt::Key_F6);
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::paused, longest);
        QTest::keyClick(&opened.window(), Qt::Key_F10);
        QTRY_VERIFY2_WITH_TIMEOUT(told(opened).contains("Only pause and continue"), qPrintable(told(opened)), longest);
        end(opened);
    }

    void a_program_without_steps_that_is_to_begin_slow_says_that_it_is_not() {
        OpenedWindow opened;
        run(opened, QStringLiteral("sh -c \"while :; do sleep 0.05; done\""));
        end(opened);
        auto *speed = opened.find<QSlider>("speed");
        QTest::keyClick(speed, Qt::Key_Home);
        QVERIFY(speed->value() < speed->maximum());
        QTest::keyClick(&opened.window(), Qt::Key_F5);
        QTRY_VERIFY2_WITH_TIMEOUT(told(opened).contains("not built on the engine"), qPrintable(told(opened)), longest);
        QCOMPARE(speed->value(), speed->maximum());
        end(opened);
    }

    void what_is_only_worth_knowing_is_counted_as_such() {
        OpenedWindow opened;
        auto *findings = opened.find<QToolButton>("findings");
        QCOMPARE(findings->text(), QStringLiteral("0"));
        QCOMPARE(findings->accessibleName(), QStringLiteral("No findings"));
        const ScriptFile script("import os, threading, time\n"
                                "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
                                "for _ in range(100):\n" // until somebody has seen the thread
                                "    time.sleep(0.2)\n"
                                "    if os.fork() == 0:\n"
                                "        time.sleep(600)\n"
                                "        os._exit(0)\n"
                                "time.sleep(600)\n");
        run(opened, QStringLiteral("python3 %1").arg(QString::fromStdString(script.path())));
        QTRY_COMPARE_WITH_TIMEOUT(findings->text(), QStringLiteral("1"), longest);
        QVERIFY2(findings->accessibleName().startsWith("Nothing is wrong, 1"), qPrintable(findings->accessibleName()));
        end(opened);
    }

    void what_is_refused_cannot_be_taken_back() {
        OpenedWindow opened;
        run(opened, QStringLiteral("sh -c \"while :; do sleep 0.05; done\""));
        QTRY_VERIFY_WITH_TIMEOUT(opened.state().program(), longest);
        opened.session().selection().select(Selected::process(opened.state().program()->key));
        choose(opened, "fault-delay");
        QTRY_VERIFY2_WITH_TIMEOUT(told(opened).contains("none of the engine's"), qPrintable(told(opened)), longest);
        QVERIFY(!opened.find<QAction>("undo")->isEnabled());
        end(opened);
    }

    void a_program_without_steps_that_is_to_begin_paused_is_held() {
        OpenedWindow opened;
        // No shell: one that waits for a child that was stopped between vfork(2) and execve(2) sleeps in the kernel, and is not stopped.
        run(opened, QStringLiteral("python3 -c \"import itertools, time; [time.sleep(0.05) for _ in itertools.repeat(0)]\""));
        end(opened);
        QTest::keyClick(&opened.window(), Qt::Key_F10); // the same again, held
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::paused, longest);
        const auto main = [&] { return opened.state().program() ? opened.state().process(opened.state().program()->key) : nullptr; };
        QTRY_VERIFY_WITH_TIMEOUT(main() && main()->state == ProcessState::stopped, longest);
        QTest::keyClick(&opened.window(), Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(main() && main()->state != ProcessState::stopped, longest);
        end(opened);
    }

    void workers_are_those_of_the_pool_and_are_taken_back() {
        OpenedWindow opened;
        run(opened, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        auto *box = opened.find<QSpinBox>("workers");
        QTRY_COMPARE_WITH_TIMEOUT(box->value(), 2, longest);
        QTest::keyClick(box, Qt::Key_Up);
        QTRY_COMPARE_WITH_TIMEOUT(workersWanted(opened), 3, longest);
        QTRY_VERIFY(opened.find<QAction>("undo")->isEnabled());
        QApplication::setActiveWindow(&opened.window());
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(workersWanted(opened), 2, longest);
        QTRY_COMPARE(box->value(), 2);
        QTest::keySequence(box, QKeySequence::Redo);
        QTRY_COMPARE_WITH_TIMEOUT(workersWanted(opened), 3, longest);
        end(opened);
    }

    void a_question_is_answered_with_enter_and_gives_the_keyboard_back() {
        OpenedWindow opened;
        run(opened, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        QTRY_VERIFY_WITH_TIMEOUT(worker(opened), longest);
        const ProcessKey process = worker(opened)->key;
        auto *view = opened.find<QTreeView>("process-tree");
        QApplication::setActiveWindow(&opened.window());
        opened.session().selection().select(Selected::process(process));
        for (const Qt::Key answer : {Qt::Key_Escape, Qt::Key_Return}) {
            QTest::keyClick(&opened.window(), Qt::Key_T, Qt::AltModifier);
            QTRY_VERIFY(view->hasFocus());
            choose(opened, "fault-kill");
            QTRY_VERIFY2(told(opened).startsWith("Kill ForkPoolWorker"), qPrintable(told(opened)));
            QTest::keyClick(QApplication::focusWidget(), answer);
            QTRY_VERIFY(view->hasFocus());
            QCOMPARE(told(opened), QString());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!opened.state().process(process)->is_alive(), longest);
        end(opened);
    }

    void a_stop_by_keys_is_told_and_taken_back() {
        OpenedWindow opened;
        run(opened, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        QTRY_VERIFY_WITH_TIMEOUT(worker(opened), longest);
        const ProcessKey process = worker(opened)->key;
        const auto isStopped = [&] { return opened.state().process(process)->state == ProcessState::stopped; };
        auto *view = opened.find<QTreeView>("process-tree");
        opened.session().selection().select(Selected::process(process));
        auto *undo = opened.find<QAction>("undo");
        QVERIFY(!undo->isEnabled());
        choose(opened, "fault-stop");
        QTRY_VERIFY_WITH_TIMEOUT(isStopped(), longest);
        QTRY_VERIFY2(told(opened).contains("is stopped") && told(opened).contains("Ctrl+Z"), qPrintable(told(opened)));
        QVERIFY2(undo->text().contains("ForkPoolWorker"), qPrintable(undo->text()));
        QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!isStopped(), longest);
        QTRY_VERIFY2(told(opened).contains("goes on"), qPrintable(told(opened)));
        end(opened);
        QVERIFY(!undo->isEnabled()); // it was about that program
    }
};

QTEST_MAIN(RunControlTest)
#include "run_control_test.moc"
