// SPDX-License-Identifier: GPL-3.0-or-later
// Faults put into a running lesson by clicks: a delay that is taken back, and a message that is lost after a question.
#include "tests/ui/main_window/opened_window.h"

#include "ui/controls/message_bar.h"
#include "ui/main_window/workbench.h"
#include "ui/process_tree/process_tree_panel.h"

#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QTreeView>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

class FaultTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

    static const state::ProcessRow *child(OpenedWindow &opened) {
        for (const auto &[key, row] : opened.state().processes())
            if (row.role == Role::process && row.is_alive() && sent(opened, row.key))
                return &row;
        return nullptr;
    }
    static bool sent(OpenedWindow &opened, ProcessKey process) {
        for (std::size_t at = 0; at < opened.session().history().size(); ++at)
            if (opened.session().history().event(at).kind == EventKind::message_sent && opened.session().history().event(at).process == process)
                return true;
        return false;
    }
    static bool isTold(OpenedWindow &opened, ProcessKey process) {
        for (std::size_t at = 0; at < opened.session().history().size(); ++at) {
            const Event event = opened.session().history().event(at);
            if (event.kind == EventKind::process_started && event.process == process && event.thread != 0)
                return true;
        }
        return false;
    }
    static bool choose(OpenedWindow &opened, ProcessKey process, const QString &text) {
        auto *view = opened.find<QTreeView>("process-tree");
        ProcessTreeModel &tree = opened.window().workbench().processTree().model();
        return opened.chooseFromMenu(view, qobject_cast<QSortFilterProxyModel *>(view->model())->mapFromSource(tree.indexOf(process)), text);
    }
    static int count(OpenedWindow &opened, EventKind kind) {
        int count = 0;
        for (std::size_t at = 0; at < opened.session().history().size(); ++at)
            count += opened.session().history().event(at).kind == kind;
        return count;
    }
    static int pauses(OpenedWindow &opened, EventKind kind) {
        int count = 0;
        for (std::size_t at = 0; at < opened.session().history().size(); ++at)
            count += opened.session().history().event(at).kind == kind && opened.session().history().event(at).a == int(WaitKind::pause);
        return count;
    }

private slots:
    void initTestCase() {
        keepSettingsIn(settings_);
        QSettings().clear();
    }

    void a_delay_is_taken_back_and_a_dropped_message_is_asked_for_first() {
        OpenedWindow opened;
        auto *line = opened.find<QLineEdit>("command-line");
        opened.click(line);
        QTest::keyClicks(line, QStringLiteral(POOLSCOPE_PROBES "/three_messages"));
        opened.click("run-command");
        QVERIFY(opened.waitForEnd());
        opened.click("step"); // begins again, held at its first step
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::paused, 30'000);
        int steps = 0; // each is taken before the next is asked for
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                const int letGo = pauses(opened, EventKind::wait_end);
                if (!child(opened) && letGo == steps && pauses(opened, EventKind::wait_begin) > letGo) {
                    opened.click("step");
                    ++steps;
                }
                return child(opened) != nullptr;
            }(),
            60'000);
        const ProcessKey process = child(opened)->key;
        auto *bar = opened.window().findChild<MessageBar *>();

        QVERIFY(choose(opened, process, QStringLiteral("Delay each of its steps")));
        QTRY_VERIFY2(bar->text().contains("waits 0.2 s before each"), qPrintable(bar->text()));
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().runControl().isDelayed(process), 30'000);
        QVERIFY(choose(opened, process, QStringLiteral("Delay each of its steps")));
        QTRY_VERIFY_WITH_TIMEOUT(!opened.window().runControl().isDelayed(process), 30'000);
        QTRY_VERIFY2(bar->text().contains("delayed no longer"), qPrintable(bar->text()));

        QVERIFY(choose(opened, process, QStringLiteral("Drop the next message")));
        QVERIFY2(bar->text().contains("cannot be undone"), qPrintable(bar->text()));
        opened.click(opened.find<QPushButton>("accept"));
        opened.click("pause"); // now it says Continue
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        QCOMPARE(count(opened, EventKind::message_dropped), 1);
        QCOMPARE(count(opened, EventKind::message_received), 2);
    }

    void the_run_bar_and_the_lesson_have_all_faults_of_the_selected_process() {
        OpenedWindow opened;
        const auto openedMenu = [&](const char *button) {
            QMenu *menu = nullptr;
            QTimer::singleShot(0, &opened.window(), [&] { // a menu of a button runs a loop of its own
                menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
                entries_.clear();
                for (QAction *action : menu ? menu->actions() : QList<QAction *>())
                    entries_ << (action->isEnabled() ? action->objectName() : action->text());
                if (menu && !wanted_.isEmpty())
                    for (QAction *action : menu->actions())
                        if (action->objectName() == wanted_)
                            return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                if (menu)
                    menu->close();
            });
            opened.click(button);
            return menu != nullptr;
        };
        wanted_.clear();
        const QString marker = settings_.filePath("marker");
        qputenv("MARKER", marker.toLocal8Bit());
        QVERIFY(openedMenu("faults"));
        QVERIFY2(entries_.size() == 1 && entries_[0].startsWith("Run a program first"), qPrintable(entries_.join('|')));
        auto *line = opened.find<QLineEdit>("command-line");
        opened.click(line);
        QTest::keyClicks(line, QStringLiteral(POOLSCOPE_PROBES "/troubled pipe"));
        opened.click("run-command");
        // It has said that it is ready, and been told of as the engine's.
        QTRY_VERIFY_WITH_TIMEOUT(child(opened) && isTold(opened, child(opened)->key), 60'000);
        QVERIFY(openedMenu("faults"));
        QVERIFY2(entries_.size() == 1 && entries_[0].startsWith("Select a process"), qPrintable(entries_.join('|')));
        const ProcessKey process = child(opened)->key;
        auto *view = opened.find<QTreeView>("process-tree");
        ProcessTreeModel &tree = opened.window().workbench().processTree().model();
        opened.clickRow(view, qobject_cast<QSortFilterProxyModel *>(view->model())->mapFromSource(tree.indexOf(process)));
        for (const char *button : {"faults", "lesson-faults"}) {
            QVERIFY(openedMenu(button));
            for (const char *fault : {"fault-kill", "fault-stop", "fault-delay", "fault-drop", "fault-second-writer"})
                QVERIFY2(entries_.contains(fault), qPrintable(entries_.join('|')));
        }
        wanted_ = "fault-second-writer";
        QVERIFY(openedMenu("faults"));
        auto *bar = opened.window().findChild<MessageBar *>();
        QVERIFY2(bar->text().contains("second process") && bar->text().contains("cannot be undone"), qPrintable(bar->text()));
        opened.click(opened.find<QPushButton>("accept"));
        wanted_ = "fault-delay"; // answered after what was asked for before
        QVERIFY(openedMenu("lesson-faults"));
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().runControl().isDelayed(process), 30'000);
        QVERIFY(openedMenu("lesson-faults"));
        QTRY_VERIFY_WITH_TIMEOUT(!opened.window().runControl().isDelayed(process), 30'000);
        QVERIFY(QFile(marker).open(QIODevice::WriteOnly));
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        bool hasOtherSent = false;
        for (std::size_t at = 0; at < opened.session().history().size(); ++at) {
            const Event event = opened.session().history().event(at);
            hasOtherSent |= event.kind == EventKind::message_sent && event.process != process;
        }
        QVERIFY(hasOtherSent);
    }

private:
    QStringList entries_;
    QString wanted_;
};

QTEST_MAIN(FaultTest)
#include "fault_test.moc"
