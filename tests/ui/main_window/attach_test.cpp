// SPDX-License-Identifier: GPL-3.0-or-later
// A person with a mouse attaches to a Python program that knows nothing of us, looks at its tree, its queue and the messages
// in it, and lets go; the program then does exactly what it would have done.
#include "tests/support/observed_program.h"
#include "tests/ui/main_window/attached_window.h"

#include "ui/channels/channels_panel.h"
#include "ui/controls/message_bar.h"
#include "ui/launch/attach_dialog.h"
#include "ui/main_window/workbench.h"
#include "ui/messages/messages_panel.h"
#include "ui/process_tree/process_tree_panel.h"
#include "ui/topology/topology_panel.h"
#include "ui/xray/xray_panel.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include <csignal>
#include <sys/stat.h>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;
using poolscope::test::ObservedProgram;
using poolscope::test::queueAndPool;

namespace {

constexpr int longest = 60'000;

const state::ChannelRow *channelNamed(OpenedWindow &opened, const std::string &name) {
    for (const auto &[id, channel] : opened.state().channels())
        if (channel.name == name)
            return &channel;
    return nullptr;
}

int workers(OpenedWindow &opened) {
    int count = 0;
    for (const auto &[key, row] : opened.state().processes())
        count += row.is_alive() && row.role == Role::worker;
    return count;
}

char stateInProc(qint64 pid) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    return file.open(QIODevice::ReadOnly) ? QByteArray(file.readAll()).split(')').last().trimmed().at(0) : '-';
}

bool isTraced(qint64 pid) {
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    return file.open(QIODevice::ReadOnly) && !file.readAll().contains("TracerPid:\t0\n");
}

} // namespace

class AttachTest : public QObject {
    Q_OBJECT

    QTemporaryDir settings_;

private slots:
    void initTestCase() { keepSettingsIn(settings_); }
    void init() { QSettings().clear(); }

    void a_foreign_program_is_looked_at_and_let_go_data() {
        QTest::addColumn<QString>("method");
        for (const char *method : {"spawn", "fork", "forkserver"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }
    void a_foreign_program_is_looked_at_and_let_go() {
        QFETCH(QString, method);
        ObservedProgram program(queueAndPool, {method});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        QAbstractItemModelTester tester(&opened.window().workbench().processTree().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(attachTo(opened, program.pid()));
        QTRY_COMPARE_WITH_TIMEOUT(opened.window().runControl().state(), RunControl::State::running, longest);
        QVERIFY(opened.window().windowTitle().contains(QString::number(program.pid())));

        // The tree.
        QTRY_COMPARE_WITH_TIMEOUT(workers(opened), 2, longest);
        ProcessTreeModel &tree = opened.window().workbench().processTree().model();
        for (const auto &[key, row] : opened.state().processes()) {
            if (!row.is_alive())
                continue;
            QVERIFY(tree.indexOf(key).isValid());
            if (row.role == Role::worker)
                QCOMPARE(tree.indexOf(key, ProcessTreeModel::Method).data().toString(), method);
        }

        // The queue, selected in the table of channels, and what waits in it.
        QTRY_VERIFY_WITH_TIMEOUT(channelNamed(opened, "Queue-1") && channelNamed(opened, "Queue-1")->depth_items == 3, longest);
        opened.clickTab(QStringLiteral("Channels"));
        auto *channels = opened.find<QTableView>("channels");
        QModelIndex queue;
        for (int row = 0; row < channels->model()->rowCount(); ++row)
            if (channels->model()->index(row, ChannelModel::Name).data().toString() == QLatin1String("Queue-1"))
                queue = channels->model()->index(row, 0);
        QVERIFY(queue.isValid());
        opened.clickRow(channels, queue);
        opened.clickTab(QStringLiteral("X-ray"));
        auto *waiting = opened.find<QTableView>("waiting-messages");
        auto *xray = opened.window().findChild<XrayPanel *>();
        QAbstractItemModelTester waitingTester(&xray->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE_WITH_TIMEOUT(waiting->model()->rowCount(), 3, longest);
        QCOMPARE(waiting->model()->index(2, WaitingModel::Content).data().toString(), QStringLiteral("{'number': 2, 'text': '한국'}"));
        opened.clickRow(waiting, waiting->model()->index(1, 0));
        auto *decoded = opened.find<QTreeView>("xray-decoded");
        const QModelIndex dict = decoded->model()->index(0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(decoded->model()->rowCount(dict) == 2, 30'000);
        QVERIFY(opened.find<QPlainTextEdit>("xray-bytes")->toPlainText().contains(QStringLiteral("80 04")));
        QVERIFY(opened.find("xray-fill")->property("text").toString().contains(QStringLiteral("3 message")));

        picture(opened.window(), QStringLiteral("xray-") + method);
        opened.clickTab(QStringLiteral("Topology"));
        picture(opened.window(), QStringLiteral("topology-") + method);

        // Letting go.
        auto *stop = opened.find<QToolButton>("stop");
        QVERIFY(stop->defaultAction()->text().contains("observing"));
        QVERIFY(!opened.find<QToolButton>("pause")->isEnabled());
        opened.click(stop);
        QVERIFY(opened.waitForEnd(longest));
        QVERIFY2(opened.window().findChild<MessageBar *>()->text().isEmpty(), qPrintable(opened.window().findChild<MessageBar *>()->text()));
        QCOMPARE(stateInProc(program.pid()), 'S');
        QCOMPARE(program.goOn(), QByteArray("got 0\ngot 1\ngot 2\ndone 0\n"));
    }

    void what_happens_while_looking_is_shown_until_the_end() {
        ObservedProgram program(queueAndPool, {QStringLiteral("fork")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        QVERIFY(attachTo(opened, program.pid()));
        QTRY_VERIFY_WITH_TIMEOUT(channelNamed(opened, "Queue-1") && channelNamed(opened, "Queue-1")->depth_items == 3, longest);
        opened.clickTab(QStringLiteral("X-ray"));
        QCOMPARE(program.goOn(), QByteArray("got 0\ngot 1\ngot 2\ndone 0\n"));
        QVERIFY(opened.waitForEnd(longest)); // it ended by itself
        opened.session().flush();
        for (const auto &[key, row] : opened.state().processes())
            QVERIFY2(!row.is_alive(), qPrintable(QStringLiteral("%1 %2").arg(key.pid).arg(QString::fromStdString(row.name))));
        QVERIFY(opened.state().program()->is_over);
    }

    void messages_are_traced_by_a_click_in_the_empty_list() {
        ObservedProgram program(queueAndPool, {QStringLiteral("spawn")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        QVERIFY(attachTo(opened, program.pid()));
        opened.clickTab(QStringLiteral("Messages"));
        auto *offer = opened.find<QPushButton>("offer-trace-messages");
        QTRY_VERIFY_WITH_TIMEOUT(offer->isVisible(), longest);
        auto *insight = opened.find<QToolButton>("insight");
        QTRY_COMPARE_WITH_TIMEOUT(insight->text(), QStringLiteral("insight: observed only"), longest);
        picture(opened.window(), QStringLiteral("untraced"));
        opened.click(offer);
        QTRY_COMPARE_WITH_TIMEOUT(insight->text(), QStringLiteral("insight: traced"), longest);
        QTRY_VERIFY_WITH_TIMEOUT(!offer->isVisible(), longest);
        QVERIFY(isTraced(program.pid()));
        program.say("");
        MessageModel &messages = opened.window().workbench().messages().model();
        const auto has = [&messages](const QString &text) {
            for (int row = 0; row < messages.rowCount(); ++row)
                if (messages.index(row, MessageModel::Preview).data().toString().contains(text) && messages.messageAt(row).from && messages.messageAt(row).to)
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(has(QStringLiteral("go")), longest);
        QVERIFY(opened.waitForEnd(longest));
        picture(opened.window(), QStringLiteral("traced"));
        QCOMPARE(program.nextLine(), QByteArray("got 0"));
        QVERIFY2(opened.window().findChild<MessageBar *>()->text().isEmpty(), qPrintable(opened.window().findChild<MessageBar *>()->text()));
    }

    void the_insight_meter_says_what_is_seen_and_traces() {
        ObservedProgram program(queueAndPool, {QStringLiteral("fork")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        QVERIFY(attachTo(opened, program.pid()));
        auto *insight = opened.find<QToolButton>("insight");
        QTRY_COMPARE_WITH_TIMEOUT(insight->text(), QStringLiteral("insight: observed only"), longest);
        opened.click(insight);
        auto *popup = opened.find<QFrame>("insight-popup");
        QVERIFY(popup);
        QStringList words;
        for (const QLabel *label : popup->findChildren<QLabel *>())
            words << label->text();
        picture(*popup, QStringLiteral("insight-popup"));
        QVERIFY2(words.contains(QStringLiteral("Messages as they pass")), qPrintable(words.join('|')));
        QVERIFY2(words.contains(QStringLiteral("more by: poolscope-cli trace %1").arg(program.pid())), qPrintable(words.join('|')));
        opened.click(popup->findChild<QPushButton *>("trace-messages"));
        QTRY_COMPARE_WITH_TIMEOUT(insight->text(), QStringLiteral("insight: traced"), longest);
        QVERIFY(isTraced(program.pid()));

        // Stopped where it could have been begun as well: in the menu of the tree.
        auto *tree = opened.find<QTreeView>("process-tree");
        QVERIFY(opened.chooseFromMenu(tree, tree->model()->index(0, 0), QStringLiteral("St&op tracing")));
        QTRY_COMPARE_WITH_TIMEOUT(insight->text(), QStringLiteral("insight: observed only"), longest);
        QVERIFY(!isTraced(program.pid()));
        QCOMPARE(stateInProc(program.pid()), 'S');
        QCOMPARE(program.goOn(), QByteArray("got 0\ngot 1\ngot 2\ndone 0\n"));
        QVERIFY(opened.waitForEnd(longest));
    }

    void a_command_is_launched_with_its_messages_seen() {
        QTemporaryDir folder;
        QFile script(folder.filePath("own.py"));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("import multiprocessing as mp\n"
                     "def greet(pipe): pipe.send('hello from ' + mp.get_start_method())\n"
                     "if __name__ == '__main__':\n"
                     "    mp.set_start_method('spawn')\n"
                     "    ours, theirs = mp.Pipe()\n"
                     "    child = mp.Process(target=greet, args=(theirs,))\n"
                     "    child.start()\n"
                     "    print(ours.recv(), flush=True)\n"
                     "    child.join()\n");
        script.close();
        OpenedWindow opened;
        opened.click("attach-door");
        auto *halves = opened.find<QTabWidget>("attach-halves");
        QTest::mouseClick(halves->tabBar(), Qt::LeftButton, {}, halves->tabBar()->tabRect(1).center());
        auto *launch = opened.find<QPushButton>("attach");
        QVERIFY(!launch->isEnabled());
        auto *command = opened.find<QLineEdit>("launch-command");
        QTest::keyClicks(command, QStringLiteral("/no/such/program"));
        opened.click(launch);
        QVERIFY(opened.find<AttachDialog>("attach-dialog")); // says so and stays
        command->clear();
        // How it will be watched is said as soon as the program is named.
        const auto says = [&](const QString &words) {
            const auto labels = opened.find<AttachDialog>("attach-dialog")->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
        };
        const QString privileged = folder.filePath("privileged-echo");
        QVERIFY(QFile::copy(QStringLiteral("/bin/echo"), privileged));
        QCOMPARE(::chmod(qPrintable(privileged), 04755), 0);
        QTest::keyClicks(command, privileged + QStringLiteral(" hello"));
        QVERIFY(says(QStringLiteral("takes on rights that you do not have, so no library can be put in front of it. It will be traced instead")));
        command->clear();
        QTest::keyClicks(command, QStringLiteral(STATIC_PROBE));
        QVERIFY(says(QStringLiteral("is linked statically, so no library can be put in front of it. It will be traced instead")));
        command->clear();
        QTest::keyClicks(command, QStringLiteral("python3 ") + script.fileName());
        QVERIFY(says(QStringLiteral("Its messages are told by a library")));
        picture(*opened.find<AttachDialog>("attach-dialog"), QStringLiteral("launch-half"));
        opened.click(launch);
        QVERIFY(opened.waitForEnd(longest));
        opened.session().flush();
        opened.clickTab("Messages");
        MessageModel &messages = opened.window().workbench().messages().model();
        QStringList all;
        for (int row = 0; row < messages.rowCount(); ++row)
            all << messages.index(row, MessageModel::Preview).data().toString();
        QVERIFY2(all.contains(QStringLiteral("'hello from spawn'")), qPrintable(all.join('\n')));
        QCOMPARE(opened.find<QToolButton>("insight")->text(), QStringLiteral("insight: nearly full"));
    }

    void a_traced_program_may_be_killed() {
        ObservedProgram program(queueAndPool, {QStringLiteral("fork")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        QVERIFY(attachTo(opened, program.pid()));
        auto *trace = opened.find<QToolButton>("trace");
        QTRY_VERIFY_WITH_TIMEOUT(trace->isVisible(), longest);
        opened.window().findChild<QAction *>("trace-briefly")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(trace->text(), QStringLiteral("Tracing"), longest);
        ::kill(-static_cast<pid_t>(program.pid()), SIGKILL);
        QVERIFY(opened.waitForEnd(longest));
        QTRY_VERIFY_WITH_TIMEOUT(!trace->isVisible(), longest);
    }

    void closing_the_window_leaves_the_program_alone() {
        ObservedProgram program(queueAndPool, {QStringLiteral("spawn")});
        QVERIFY(program.isReady());
        {
            OpenedWindow opened;
            QVERIFY(attachTo(opened, program.pid()));
            QTRY_COMPARE_WITH_TIMEOUT(workers(opened), 2, longest);
            opened.window().close();
        }
        QCOMPARE(program.goOn(), QByteArray("got 0\ngot 1\ngot 2\ndone 0\n"));
    }

    void a_host_that_dies_leaves_the_program_alone() {
        ObservedProgram program(queueAndPool, {QStringLiteral("fork")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        QVERIFY(attachTo(opened, program.pid()));
        QTRY_COMPARE_WITH_TIMEOUT(workers(opened), 2, longest);
        // The host was started by the thread that talks with it.
        QList<QByteArray> pids;
        const QStringList threads = QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &thread : threads) {
            QFile file(QStringLiteral("/proc/self/task/%1/children").arg(thread));
            if (file.open(QIODevice::ReadOnly))
                pids << file.readAll().simplified().split(' ');
        }
        int killed = 0;
        for (const QByteArray &pid : std::as_const(pids)) {
            QFile command("/proc/" + pid + "/comm");
            if (command.open(QIODevice::ReadOnly) && command.readAll().startsWith("poolscope-cli"))
                killed += kill(pid.toInt(), SIGKILL) == 0;
        }
        QVERIFY(killed > 0);
        QVERIFY(opened.waitForEnd(longest));
        QCOMPARE(program.goOn(), QByteArray("got 0\ngot 1\ngot 2\ndone 0\n"));
    }

    void the_list_is_filtered_and_the_dialog_can_be_left() {
        ObservedProgram program(queueAndPool, {QStringLiteral("fork")});
        QVERIFY(program.isReady());
        OpenedWindow opened;
        opened.click("attach-door");
        auto *dialog = opened.find<AttachDialog>("attach-dialog");
        auto *view = dialog->findChild<QTableView *>("running-programs");
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(view, program.pid()).isValid(), longest);
        auto *filter = dialog->findChild<QLineEdit *>("attach-filter");
        QTest::keyClicks(filter, QString::number(program.pid()));
        QVERIFY(rowOf(view, program.pid()).isValid());
        QTest::keyClicks(filter, QStringLiteral("no such program"));
        QCOMPARE(view->model()->rowCount(), 0);
        QVERIFY(!dialog->findChild<QPushButton *>("attach")->isEnabled());
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!opened.find<AttachDialog>("attach-dialog"), 30'000);
        QVERIFY(!opened.window().runControl().isActive());

        // By keys alone.
        QApplication::setActiveWindow(&opened.window()); // what a window manager does when the dialog goes
        QTest::keyClick(&opened.window(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(opened.find<AttachDialog>("attach-dialog"), 30'000);
        dialog = opened.find<AttachDialog>("attach-dialog");
        view = dialog->findChild<QTableView *>("running-programs");
        filter = dialog->findChild<QLineEdit *>("attach-filter");
        QTest::keyClicks(filter, QString::number(program.pid()));
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(view, program.pid()).isValid(), longest);
        QTest::keyClick(filter, Qt::Key_Down);
        QVERIFY(view->currentIndex().isValid());
        while (view->currentIndex().row() != rowOf(view, program.pid()).row())
            QTest::keyClick(view, Qt::Key_Down);
        QTest::keyClick(view, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().runControl().isAttached(), longest);
        program.goOn();
    }

    // Somebody has the number of a worker from top, or of a process that has no others.
    void a_process_is_found_by_its_number_wherever_it_belongs() {
        ObservedProgram program(queueAndPool, {QStringLiteral("fork")});
        QVERIFY(program.isReady());
        QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(program.pid()));
        QVERIFY(children.open(QIODevice::ReadOnly));
        const QString worker = QString::fromLatin1(children.readAll().split(' ').at(1));
        QProcess alone;
        alone.start(QStringLiteral("sleep"), {QStringLiteral("600")});
        QVERIFY(alone.waitForStarted());
        OpenedWindow opened;
        opened.click("attach-door");
        auto *dialog = opened.find<AttachDialog>("attach-dialog");
        auto *view = dialog->findChild<QTableView *>("running-programs");
        auto *filter = dialog->findChild<QLineEdit *>("attach-filter");
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(view, program.pid()).isValid(), longest);
        QVERIFY(!rowOf(view, alone.processId()).isValid());
        QTest::keyClicks(filter, worker);
        QVERIFY(rowOf(view, program.pid()).isValid());
        filter->selectAll();
        QTest::keyClicks(filter, QString::number(alone.processId()));
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(view, alone.processId()).isValid(), longest);
        opened.clickRow(view, rowOf(view, alone.processId()));
        QTest::keyClick(view, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(opened.window().runControl().isAttached() && !opened.state().processes().empty(), longest);
        QCOMPARE(opened.state().processes().begin()->first.pid, pid_t(alone.processId()));
        alone.kill();
        QVERIFY(alone.waitForFinished());
        program.goOn();
    }
};

QTEST_MAIN(AttachTest)
#include "attach_test.moc"
