// SPDX-License-Identifier: GPL-3.0-or-later
// A person with a mouse: runs the square pool under every start method, holds it, kills a worker, goes back in time. What
// the window shows is compared with what /proc says.
#include "tests/ui/main_window/opened_window.h"

#include "ui/console/console_model.h"
#include "ui/controls/message_bar.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/workbench.h"
#include "ui/messages/messages_panel.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/tasks/tasks_panel.h"

#include <QAccessible>
#include <QDialogButtonBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

#include <csignal>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

// Field 4 of /proc/PID/stat, behind the last parenthesis; 0 when there is no such process.
pid_t parentInProc(pid_t pid) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1).toInt();
}

std::vector<state::ProcessRow> workersOf(const state::State &state) {
    std::vector<state::ProcessRow> workers;
    for (const auto &[key, row] : state.processes())
        if (row.role == Role::worker)
            workers.push_back(row);
    return workers;
}

int aliveWorkers(const state::State &state) {
    const auto workers = workersOf(state);
    return int(std::count_if(workers.begin(), workers.end(), [](const auto &row) { return row.is_alive(); }));
}

QStringList consoleLines(OpenedWindow &opened) {
    const auto *view = opened.find<QTableView>("console");
    QStringList lines;
    for (int row = 0; row < view->model()->rowCount(); ++row)
        lines << view->model()->index(row, ConsoleModel::Text).data().toString();
    return lines;
}

QString allMessages(OpenedWindow &opened) {
    opened.clickTab("Messages");
    MessageModel &model = opened.window().workbench().messages().model();
    QString text;
    for (int row = 0; row < model.rowCount(); ++row)
        text += model.index(row, MessageModel::Preview).data().toString() + QLatin1Char('\n');
    return text;
}

// The next run goes slowly enough to be watched.
void setSlow(OpenedWindow &opened) {
    auto *slider = opened.find<QSlider>("speed");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(slider, Qt::Key_PageUp);
}

void setFast(OpenedWindow &opened) {
    auto *slider = opened.find<QSlider>("speed");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_End);
}

} // namespace

class EndToEndTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

    void methods() {
        QTest::addColumn<QString>("method");
        for (const char *method : {"spawn", "fork", "forkserver"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }

private slots:
    void initTestCase() { keepSettingsIn(settings_); }
    void init() { QSettings().clear(); }

    void the_square_pool_runs_under_each_start_method_data() { methods(); }
    void the_square_pool_runs_under_each_start_method() {
        QFETCH(QString, method);
        OpenedWindow opened;
        opened.click("lesson-square-pool");
        QVERIFY(opened.waitForEnd());
        const QByteArray button = "method-" + method.toLatin1();
        const StartMethod wanted = start_method_from(method.toStdString());
        if (method == QLatin1String("fork")) // the usual one: clicking it again changes nothing
            opened.click("run");
        else
            opened.click(button.constData());
        QVERIFY(opened.window().runControl().isActive());
        QVERIFY(opened.waitForEnd());
        opened.session().flush();

        const auto workers = workersOf(opened.state());
        QCOMPARE(workers.size(), std::size_t(5));
        ProcessTreeModel &tree = opened.window().workbench().processTree().model();
        for (const state::ProcessRow &worker : workers) {
            QCOMPARE(worker.start_method, wanted);
            QVERIFY(!worker.is_alive());
            const state::ProcessRow *parent = tree.rowAt(tree.indexOf(worker.key).parent());
            QVERIFY(parent);
            QCOMPARE(parent->key, worker.parent);
            if (wanted == StartMethod::forkserver)
                QCOMPARE(parent->role, Role::forkserver);
            QCOMPARE(tree.indexOf(worker.key, ProcessTreeModel::Method).data().toString(), method);
        }
        QVERIFY(consoleLines(opened).contains(QStringLiteral("[1, 4, 9]")));
        const QString messages = allMessages(opened);
        for (const char *result : {"[1]", "[4]", "[9]"})
            QVERIFY2(messages.contains(QLatin1String(result)), qPrintable(messages));
        QCOMPARE(opened.window().workbench().diagnosis().model().rowCount(), 0);
        QVERIFY(opened.state().program()->exit_code == 0);
    }

    void paused_the_tree_is_what_proc_says_data() { methods(); }
    void paused_the_tree_is_what_proc_says() {
        QFETCH(QString, method);
        OpenedWindow opened;
        setSlow(opened);
        opened.click(("method-" + method.toLatin1()).constData());
        if (!opened.window().runControl().isActive())
            opened.click("run");
        QTRY_VERIFY_WITH_TIMEOUT(aliveWorkers(opened.state()) == 5, 60'000);
        opened.click("pause");
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::paused, 30'000);
        int compared = 0;
        ProcessTreeModel &tree = opened.window().workbench().processTree().model();
        for (const auto &[key, row] : opened.state().processes()) {
            if (!row.is_alive())
                continue;
            QCOMPARE(parentInProc(key.pid), row.parent.pid);
            if (const QModelIndex above = tree.indexOf(key).parent(); above.isValid())
                QCOMPARE(tree.keyAt(above), row.parent);
            ++compared;
        }
        QVERIFY(compared >= 6);
        opened.click("pause"); // now it says Continue
        setFast(opened);
        QVERIFY(opened.waitForEnd());
        QVERIFY(consoleLines(opened).contains(QStringLiteral("[1, 4, 9]")));
    }

    void a_killed_worker_costs_its_task_and_the_window_says_why() {
        OpenedWindow opened;
        auto *line = opened.find<QLineEdit>("command-line");
        opened.click(line);
        QTest::keyClicks(line, QStringLiteral(POOLSCOPE_PROBES "/pool_of_sleepers"));
        opened.click("run-command");
        const auto busyWorker = [&] {
            for (const auto &[id, task] : opened.state().tasks())
                if (task.outcome == TaskOutcome::running && task.worker)
                    return task.worker;
            return ProcessKey{};
        };
        QTRY_VERIFY_WITH_TIMEOUT(busyWorker(), 30'000);
        const ProcessKey victim = busyWorker();
        auto *view = opened.find<QTreeView>("process-tree");
        auto *proxy = qobject_cast<QSortFilterProxyModel *>(view->model());
        ProcessTreeModel &tree = opened.window().workbench().processTree().model();
        QVERIFY(opened.chooseFromMenu(view, proxy->mapFromSource(tree.indexOf(victim)), QStringLiteral("Kill")));
        auto *accept = opened.find<QPushButton>("accept");
        QVERIFY(accept->isVisible());
        QVERIFY2(parentInProc(victim.pid) != 0, "nothing may be killed before the answer");
        opened.click(accept);
        opened.clickTab("Tasks");
        TaskModel &tasks = opened.window().workbench().tasks().model();
        QString sentence;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (int row = 0; row < tasks.rowCount(); ++row)
                    if (tasks.taskAt(row)->outcome == TaskOutcome::lost)
                        sentence = tasks.index(row, TaskModel::Result).data().toString();
                return !sentence.isEmpty();
            }(),
            30'000);
        QVERIFY2(sentence.contains(QString::number(victim.pid)) && sentence.contains("killed by SIGKILL") && sentence.contains("is lost"), qPrintable(sentence));
        QTRY_COMPARE_WITH_TIMEOUT(tree.indexOf(victim, ProcessTreeModel::State).data().toString(), QStringLiteral("killed by SIGKILL"), 30'000);
        QVERIFY(opened.window().workbench().diagnosis().model().rowCount() > 0);
        if (opened.window().runControl().isActive())
            opened.click("stop");
        QVERIFY(opened.waitForEnd());
    }

    void the_scrubber_shows_what_was_and_live_shows_what_is() {
        OpenedWindow opened;
        opened.click("lesson-square-pool");
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        const std::size_t processes = opened.state().processes().size();
        opened.clickTab("Messages");
        const int messages = opened.window().workbench().messages().model().rowCount();
        QVERIFY(messages >= 6);
        QWidget *scrubber = opened.find("scrubber");
        QTest::mouseClick(scrubber, Qt::LeftButton, {}, QPoint(10, scrubber->height() / 2));
        QVERIFY(!opened.session().isLive());
        QVERIFY(opened.state().processes().size() < processes);
        QCOMPARE(opened.window().workbench().messages().model().rowCount(), 0);
        QVERIFY(!consoleLines(opened).contains(QStringLiteral("[1, 4, 9]")));
        QTest::keyClick(scrubber, Qt::Key_Right);
        QTest::keyClick(scrubber, Qt::Key_Right);
        opened.click("live");
        QCOMPARE(opened.window().workbench().messages().model().rowCount(), messages);
        QVERIFY(consoleLines(opened).contains(QStringLiteral("[1, 4, 9]")));
    }

    void one_selection_is_shared_by_all_views() {
        OpenedWindow opened;
        opened.click("lesson-square-pool");
        QVERIFY(opened.waitForEnd());
        opened.session().flush();
        opened.clickTab(QStringLiteral("Messages"));
        auto *messages = opened.find<QTableView>("messages");
        opened.clickRow(messages, messages->model()->index(0, MessageModel::Preview));
        QCOMPARE(opened.session().selection().current().kind, Selected::Kind::message);
        auto *facts = opened.find<QTableView>("facts");
        QVERIFY(facts->model()->rowCount() > 3);
        QVERIFY(opened.find<QTreeView>("decoded")->isVisible());
        auto *tree = opened.find<QTreeView>("process-tree");
        opened.clickRow(tree, tree->model()->index(0, 0));
        QCOMPARE(opened.session().selection().current().kind, Selected::Kind::process);
        QVERIFY(!messages->selectionModel()->hasSelection());
        QCOMPARE(facts->model()->index(1, 1).data().toString(), tree->model()->index(0, ProcessTreeModel::Pid).data().toString());
    }

    void what_cannot_run_is_told_in_a_sentence() {
        OpenedWindow opened;
        auto *line = opened.find<QLineEdit>("command-line");
        opened.click(line);
        QTest::keyClicks(line, QStringLiteral("/no/such/program --at-all"));
        opened.click("run-command");
        auto *bar = opened.window().findChild<MessageBar *>();
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains("/no/such/program"), 30'000);
        QVERIFY(!opened.window().runControl().isActive());
        opened.click("run");
        QVERIFY(opened.waitForEnd());
    }

    void a_host_that_dies_is_told_and_the_next_run_works() {
        OpenedWindow opened;
        setSlow(opened);
        opened.click("run");
        QTRY_VERIFY_WITH_TIMEOUT(aliveWorkers(opened.state()) >= 2, 60'000);
        pid_t host = 0;
        for (const auto &[key, row] : opened.state().processes())
            if (parentInProc(row.parent.pid) == getpid())
                host = row.parent.pid;
        QVERIFY(host > 0);
        kill(host, SIGKILL);
        auto *bar = opened.window().findChild<MessageBar *>();
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains("host crashed"), 30'000);
        QVERIFY(!opened.window().runControl().isActive());
        const std::size_t kept = opened.session().history().size();
        QVERIFY(kept > 10);
        // The guard sweeps the program away: nobody of it is left.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (const auto &[key, row] : opened.state().processes())
                    if (parentInProc(key.pid) != 0)
                        return false;
                return true;
            }(),
            30'000);
        setFast(opened);
        opened.click("run");
        QVERIFY(opened.waitForEnd());
        QVERIFY(consoleLines(opened).contains(QStringLiteral("[1, 4, 9]")));
    }

    void a_script_dropped_on_the_window_runs() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("greet.py"));
        QFile script(path);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("import multiprocessing\n"
                     "def greet(name):\n    print('hello', name)\n"
                     "if __name__ == '__main__':\n"
                     "    p = multiprocessing.Process(target=greet, args=('bob',))\n    p.start()\n    p.join()\n");
        script.close();
        OpenedWindow opened;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({600, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&opened.window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({600, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&opened.window(), &drop);
        QVERIFY(opened.waitForEnd());
        QTRY_VERIFY_WITH_TIMEOUT(consoleLines(opened).contains(QStringLiteral("hello bob")), 30'000);
        QVERIFY(opened.window().windowTitle().contains("greet.py"));
    }

    void a_file_that_is_nothing_of_ours_is_told_in_a_sentence() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("noise.poolscope"));
        QFile noise(path);
        QVERIFY(noise.open(QIODevice::WriteOnly));
        noise.write(QByteArray("\x00\xff\x13\x37", 4).repeated(1000));
        noise.close();
        OpenedWindow opened;
        opened.window().openPath(path);
        auto *bar = opened.window().findChild<MessageBar *>();
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains("noise.poolscope"), 30'000);
        opened.window().openPath(folder.path());
        QVERIFY(bar->text().contains("is a folder"));
        opened.window().openPath(folder.filePath(QStringLiteral("missing.py")));
        QVERIFY(bar->text().contains("There is no file"));
    }

    void a_session_is_exported_filtered_and_read_in_the_timeline() {
        OpenedWindow opened;
        opened.click("lesson-square-pool");
        QVERIFY(opened.waitForEnd());
        opened.clickTab("Messages");
        auto *line = opened.window().workbench().messages().findChild<QLineEdit *>("filter-line");
        opened.click(line);
        QTest::keyClicks(line, "channel == \"tasks\" && bytes > 1");
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().workbench().messages().model().rowCount(), 3, 30'000);
        opened.clickTab("Timeline");
        auto *timeline = opened.find("timeline");
        QTRY_VERIFY_WITH_TIMEOUT(timeline->isVisible(), 30'000);
        // Main and who had a task; a worker that was ended before it did anything has no lane.
        QTRY_VERIFY_WITH_TIMEOUT(QAccessible::queryAccessibleInterface(timeline)->childCount() >= 2, 30'000);

        QTemporaryDir folder;
        const QString path = folder.filePath("pool.trace.json");
        QTest::keyClick(&opened.window(), Qt::Key_E, Qt::ControlModifier);
        const QPointer<QFileDialog> dialog = opened.window().findChild<QFileDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->isVisible(), 30'000);
        auto *name = dialog->findChild<QLineEdit *>("fileNameEdit");
        auto *save = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        QVERIFY(name && save);
        // Until the dialog has read its folder, Qt takes back what is typed.
        QVERIFY(QTest::qWaitFor([&] {
            name->clear();
            QTest::keyClicks(name, path);
            QTest::mouseClick(save, Qt::LeftButton);
            return !dialog || !dialog->isVisible();
        }, 30'000));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 30'000);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("square(3)"));
    }
};

QTEST_MAIN(EndToEndTest)
#include "end_to_end_test.moc"
