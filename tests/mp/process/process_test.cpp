// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/probe_run.h"

#include <QDir>
#include <QTest>
#include <csignal>

namespace {

ProbeRun run_case(const QString &name, const QString &method) {
    return run_probe(PROCESS_PROBE, {name}, under(method));
}

// Every process whose environment has that entry: a whole tree, wherever its parts have gone.
qsizetype processes_with(const QByteArray &entry) {
    qsizetype count = 0;
    for (const QString &pid : QDir("/proc").entryList({"[1-9]*"}, QDir::Dirs)) {
        QFile file("/proc/" + pid + "/environ");
        count += file.open(QIODevice::ReadOnly) && file.readAll().contains(entry);
    }
    return count;
}

} // namespace

class ProcessTest : public QObject {
    Q_OBJECT

private slots:
    void a_killed_parent_leaves_no_process_behind_data() { methods(); }
    void a_killed_parent_leaves_no_process_behind() {
        QFETCH(QString, method);
        const QString mark = QStringLiteral("%1-%2").arg(QCoreApplication::applicationPid()).arg(method);
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("POOLSCOPE_START_METHOD", method);
        environment.insert("POOLSCOPE_TEST_TREE", mark);
        process.setProcessEnvironment(environment);
        process.start(PROCESS_PROBE, {"tree"});
        QStringList lines;
        while (!lines.contains("ready")) {
            QVERIFY2(process.waitForReadyRead(watchdog_ms), qPrintable(lines.join('\n')));
            lines += QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
        }
        const QByteArray entry = "POOLSCOPE_TEST_TREE=" + mark.toUtf8();
        QCOMPARE(lines.filter("pid ").size(), 5);
        QVERIFY(processes_with(entry) >= 6);
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        process.waitForFinished(watchdog_ms);
        QTRY_COMPARE_WITH_TIMEOUT(processes_with(entry), 0, watchdog_ms);
    }

    void a_capturing_lambda_runs_under_fork_only_data() { methods(); }
    void a_capturing_lambda_runs_under_fork_only() {
        QFETCH(QString, method);
        const QString line = run_case("lambda", method).lines.value(0);
        QVERIFY2(method == "fork" ? line == "exitcode 7" : line.contains("POOLSCOPE_TASK"), qPrintable(line));
    }

    void a_task_that_is_not_registered_is_refused_before_a_process_exists_data() { methods(); }
    void a_task_that_is_not_registered_is_refused_before_a_process_exists() {
        QFETCH(QString, method);
        const QString line = run_case("unregistered", method).lines.value(0);
        QVERIFY2(method == "fork" ? line == "exitcode 0" : line.contains("is not a registered task") && line.contains("A lambda can be run under fork only"), qPrintable(line));
    }

    void only_the_descriptors_that_are_needed_go_along_data() { methods(); }
    void only_the_descriptors_that_are_needed_go_along() {
        QFETCH(QString, method);
        QCOMPARE(run_case("hygiene", method).lines.value(0), method == "fork" ? "xxxxxxxxxx" : "..........");
    }

    void hundreds_of_cycles_leave_no_descriptor_and_no_zombie_data() { methods(); }
    void hundreds_of_cycles_leave_no_descriptor_and_no_zombie() {
        QFETCH(QString, method);
        QCOMPARE(run_case("cycles", method).lines.value(0), "descriptors 0 zombies 0");
    }

    void a_hundred_processes_at_once_all_end_well_data() { methods(); }
    void a_hundred_processes_at_once_all_end_well() {
        QFETCH(QString, method);
        QCOMPARE(run_case("many", method).lines.value(0), "clean 100");
    }

    void arguments_may_be_larger_than_a_pipe_data() { methods(); }
    void arguments_may_be_larger_than_a_pipe() {
        QFETCH(QString, method);
        QCOMPARE(run_case("big", method).lines.value(0), "5000000");
    }

    void fork_beside_threads_warns_with_their_names_data() { methods(); }
    void fork_beside_threads_warns_with_their_names() {
        QFETCH(QString, method);
        const ProbeRun outcome = run_case("threads", method);
        QCOMPARE(outcome.lines.value(0), "exitcode 0");
        QCOMPARE(outcome.errors.contains("process_probe (thread "), method == "fork");
    }

    void a_daemon_that_ignores_sigterm_is_killed_or_waited_for() {
        // Longer than the grace of five seconds; in the safe mode so much longer that only a kill explains the end.
        QCOMPARE(run_probe(PROCESS_PROBE, {"stubborn", "300"}, {"POOLSCOPE_START_METHOD=fork", "POOLSCOPE_STRICT=0"}).lines, QStringList());
        QCOMPARE(run_probe(PROCESS_PROBE, {"stubborn", "7"}, {"POOLSCOPE_START_METHOD=fork", "POOLSCOPE_STRICT=1"}).lines,
                 QStringList{"ended by itself"});
    }

    void a_killed_forkserver_is_started_again() {
        const ProbeRun outcome = run_case("kill_server", "forkserver");
        QCOMPARE(outcome.lines, QStringList({"after 0", "victim 255"}));
    }
};

QTEST_GUILESS_MAIN(ProcessTest)
#include "process_test.moc"
