// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks of a running pool, tried again and cancelled by clicks and keys.
#include "tests/ui/main_window/opened_window.h"

#include "ui/controls/message_bar.h"
#include "ui/main_window/workbench.h"
#include "ui/shared/roles.h"
#include "ui/tasks/tasks_panel.h"

#include <QComboBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class TaskActsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    static QModelIndex rowOf(OpenedWindow &opened, int submitted) {
        TasksPanel &tasks = opened.window().workbench().tasks();
        const auto id = tasks.model().index(submitted, 0).data(IdRole);
        for (int row = 0; row < tasks.view().model()->rowCount(); ++row)
            if (tasks.view().model()->index(row, 0).data(IdRole) == id)
                return tasks.view().model()->index(row, 0);
        return {};
    }
    static const state::TaskRow *task(OpenedWindow &opened, int submitted) { return opened.window().workbench().tasks().model().taskAt(submitted); }
    static bool isNow(OpenedWindow &opened, int submitted, TaskOutcome outcome) {
        return opened.window().workbench().tasks().model().rowCount() > submitted && task(opened, submitted)->outcome == outcome;
    }
    static void run(OpenedWindow &opened, const QString &command) {
        auto *line = opened.find<QLineEdit>("command-line");
        opened.click(line);
        QTest::keyClicks(line, command);
        opened.click("run-command");
        opened.clickTab("Tasks");
    }

private slots:
    void initTestCase() {
        keepSettingsIn(folder_);
        QSettings().clear();
        qputenv("MARKER", folder_.filePath("marker").toLocal8Bit());
    }

    void a_failed_task_is_tried_again_a_waiting_one_cancelled_at_once_and_a_running_one_after_a_question() {
        OpenedWindow opened;
        run(opened, QStringLiteral(POOLSCOPE_PROBES "/troubled tasks"));
        QTRY_VERIFY_WITH_TIMEOUT(isNow(opened, 0, TaskOutcome::error) && isNow(opened, 1, TaskOutcome::running) && isNow(opened, 2, TaskOutcome::pending), 60'000);
        auto *view = &opened.window().workbench().tasks().view();
        auto *bar = opened.window().findChild<MessageBar *>();
        QVERIFY(!opened.chooseFromMenu(view, rowOf(opened, 0), QStringLiteral("Cancel the task"))); // it has ended
        QApplication::activePopupWidget()->close();
        QVERIFY(opened.chooseFromMenu(view, rowOf(opened, 0), QStringLiteral("Try it again")));
        QTRY_COMPARE_WITH_TIMEOUT(task(opened, 0)->attempt, 2, 30'000);

        opened.clickRow(view, rowOf(opened, 2));
        QTest::keyClick(view, Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(isNow(opened, 2, TaskOutcome::cancelled), 30'000);
        QVERIFY(bar->text().isEmpty());

        opened.clickRow(view, rowOf(opened, 1));
        QTest::keyClick(view, Qt::Key_R, Qt::ControlModifier); // not while it runs, and the bar says why
        QVERIFY2(bar->text().contains("has not ended"), qPrintable(bar->text()));
        QVERIFY(opened.chooseFromMenu(view, rowOf(opened, 1), QStringLiteral("Cancel the task")));
        QVERIFY2(bar->text().contains("is killed"), qPrintable(bar->text()));
        QVERIFY(isNow(opened, 1, TaskOutcome::running)); // nothing before the answer
        opened.click(opened.find<QPushButton>("accept"));
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        QVERIFY(isNow(opened, 1, TaskOutcome::cancelled));
        QVERIFY(isNow(opened, 0, TaskOutcome::value));
        QCOMPARE(task(opened, 0)->attempt, 2);
    }

    void workers_come_and_go_while_the_pool_runs() {
        OpenedWindow opened;
        run(opened, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        const auto workers = [&]() -> std::size_t {
            for (const auto &[id, pool] : opened.session().history().newest().pools())
                return pool.workers.size();
            return 0;
        };
        QTRY_COMPARE_WITH_TIMEOUT(workers(), std::size_t(2), 60'000);
        auto *wanted = opened.find<QSpinBox>("workers");
        QVERIFY(wanted->isEnabled());
        wanted->setFocus();
        wanted->selectAll();
        QTest::keyClicks(wanted, "5");
        QTest::keyClick(wanted, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(workers(), std::size_t(5), 60'000);
        QTest::keyClick(wanted, Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(workers(), std::size_t(4), 60'000);
        opened.window().close();
    }

    void a_chunk_size_is_for_the_next_run_where_the_program_gives_none() {
        OpenedWindow opened;
        auto *chunk = opened.find<QSpinBox>("chunk-size");
        QVERIFY(chunk->isVisible() && chunk->isEnabled()); // of the square pool, which stands there first
        QCOMPARE(chunk->text(), QString("auto"));
        const auto tasksOfARun = [&] {
            opened.click("run");
            if (!opened.waitForEnd())
                return std::size_t(0);
            opened.session().flush();
            return opened.session().history().newest().tasks().size();
        };
        QCOMPARE(tasksOfARun(), std::size_t(3));
        chunk->setFocus();
        chunk->selectAll();
        QTest::keyClicks(chunk, "2");
        QTest::keyClick(chunk, Qt::Key_Tab);
        QCOMPARE(tasksOfARun(), std::size_t(2));

        // A narrow window has it in a menu.
        opened.window().resize(640, 480);
        QTRY_VERIFY_WITH_TIMEOUT(!chunk->isVisible(), 30'000);
        opened.window().findChild<QAction *>("choose-chunk-size")->trigger();
        auto *dialog = opened.window().findChild<QInputDialog *>("chunk-size-wanted");
        QVERIFY(dialog);
        auto *wanted = dialog->findChild<QSpinBox *>();
        QCOMPARE(wanted->value(), 2);
        wanted->selectAll();
        QTest::keyClicks(wanted, "3");
        QTest::keyClick(wanted, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(chunk->value(), 3, 30'000);
        QCOMPARE(tasksOfARun(), std::size_t(1));

        // This lesson has its own, and the menu says so.
        auto *program = opened.find<QComboBox>("program");
        program->setFocus();
        while (program->currentData().toString() != "chunk-size")
            QTest::keyClick(program, Qt::Key_Down);
        QVERIFY(!chunk->isEnabled());
        QVERIFY2(chunk->toolTip().contains("chunk sizes itself"), qPrintable(chunk->toolTip()));
        opened.window().findChild<QAction *>("choose-chunk-size")->trigger();
        QCOMPARE(opened.window().findChild<MessageBar *>()->text(), chunk->toolTip());
    }

    void what_cannot_be_is_told() {
        OpenedWindow opened;
        run(opened, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        QTRY_VERIFY_WITH_TIMEOUT(isNow(opened, 0, TaskOutcome::running), 60'000);
        opened.click("stop");
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        auto *view = &opened.window().workbench().tasks().view();
        QVERIFY(!opened.chooseFromMenu(view, rowOf(opened, 0), QStringLiteral("Try it again")));
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        int reasons = 0;
        for (QAction *action : menu->actions())
            reasons += !action->isEnabled() && action->text().contains("not now:");
        QCOMPARE(reasons, 2);
        menu->close();
    }
};

QTEST_MAIN(TaskActsTest)
#include "task_acts_test.moc"
