// SPDX-License-Identifier: GPL-3.0-or-later

// Programs in circumstances that a library meets and its author does not think of: missing standard descriptors, SIGCHLD
// ignored, a thread that reads standard input, no place for temporary files. Processes start and end as anywhere else.

#include "tests/mp/probe_run.h"

#include <QDir>
#include <QTest>

namespace {
ProbeRun run_case(const QString &name, const QString &method, const QStringList &environment = {}) {
    return run_probe(CIRCUMSTANCES_PROBE, {name}, under(method) + environment);
}
} // namespace

class CircumstancesTest : public QObject {
    Q_OBJECT

private slots:
    void a_spawned_child_runs_no_hooks_of_a_fork_data() { methods(); }
    void a_spawned_child_runs_no_hooks_of_a_fork() {
        QFETCH(QString, method);
        const QStringList hooks = method == "spawn" ? QStringList() : QStringList{"hook"};
        QCOMPARE(run_case("start", method, {"POOLSCOPE_TEST_HOOK=1"}).lines, hooks + QStringList{"exitcode 0"});
    }

    void a_thread_that_reads_standard_input_stops_no_start_data() { methods(); }
    void a_thread_that_reads_standard_input_stops_no_start() {
        QFETCH(QString, method);
        QCOMPARE(run_case("reader", method).lines, QStringList{"exitcode 0"});
    }

    void a_program_with_its_own_main_ends_its_children_data() { methods(); }
    void a_program_with_its_own_main_ends_its_children() {
        QFETCH(QString, method);
        ProbeRun run = run_probe(OWN_MAIN_PROBE, {}, under(method));
        QCOMPARE(run.exit_code, 0);
        QVERIFY(run.lines.removeOne("child")); // beside the others
        QCOMPARE(run.lines, QStringList({"broken pipe", "main ends", "finalizer"}));
    }

    void an_error_of_the_system_says_what_and_where() {
        QCOMPARE(run_case("refused", "spawn").lines, QStringList({"[Errno 2] No such file or directory: poolscope-no-such", "invalid handle"}));
    }

    void too_many_descriptors_are_refused_and_hurt_no_other_process() {
        QCOMPARE(run_case("too_many_descriptors", "forkserver").lines, QStringList({"too many fds", "the other one 0"}));
    }

    void a_place_for_temporary_files_is_looked_for_as_in_python() {
        QCOMPARE(run_case("start", "forkserver", {"TMPDIR=/nowhere/at/all"}).lines, QStringList{"exitcode 0"});
        QCOMPARE(run_case("start", "forkserver", {"TMPDIR=" + QString(200, 'x')}).lines, QStringList{"exitcode 0"});
    }

    void an_exit_code_that_somebody_else_has_is_255_data() {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("method");
        for (const char *how : {"sigchld_ignored", "waited_for"})
            for (const char *method : {"spawn", "fork"})
                QTest::addRow("%s, %s", how, method) << how << method;
    }
    void an_exit_code_that_somebody_else_has_is_255() {
        QFETCH(QString, how);
        QFETCH(QString, method);
        QCOMPARE(run_case(how, method).lines, QStringList({"true gone", "exitcode 255 children 0", "9"}));
    }

    void missing_standard_descriptors_are_not_taken_by_others_data() { methods(); }
    void missing_standard_descriptors_are_not_taken_by_others() {
        QFETCH(QString, method);
        const ProbeRun run = run_probe("/bin/sh", {"-c", "exec \"$0\" standard_descriptors <&- >&-", CIRCUMSTANCES_PROBE},
                                       under(method));
        QVERIFY2(run.errors.endsWith("/dev/null | /dev/null /dev/null parent true\n"), qPrintable(run.errors));
    }

    void a_clock_that_jumps_changes_no_wait_data() {
        QTest::addColumn<QString>("clock");
        for (const char *clock : {"ahead", "behind", "jumping"})
            QTest::newRow(clock) << clock;
    }
    void a_clock_that_jumps_changes_no_wait() {
        QFETCH(QString, clock);
        QCOMPARE(run_probe(CLOCK_PROBE, {}, under("fork") + QStringList("POOLSCOPE_TEST_CLOCK=" + clock)).lines, QStringList{"done"});
    }

    void a_forkserver_that_is_short_of_something_says_so_and_serves_on_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("reason");
        QTest::newRow("descriptors") << "descriptors" << "[Errno 24] Too many open files: in the forkserver";
        QTest::newRow("processes") << "processes" << "[Errno 11] Resource temporarily unavailable: in the forkserver";
    }
    void a_forkserver_that_is_short_of_something_says_so_and_serves_on() {
        QFETCH(QString, what);
        QFETCH(QString, reason);
        QCOMPARE(run_probe(CIRCUMSTANCES_PROBE, {"short_server", what}, under("forkserver")).lines,
                 QStringList({reason, reason, "exitcode 0", "exitcode 0", "served on"}));
    }

    void a_tracker_that_was_killed_is_started_again_before_it_is_needed() {
        const ProbeRun run = run_case("killed_tracker", "spawn");
        QCOMPARE(run.lines, QStringList{"alive buried"});
        QVERIFY2(run.errors.contains("the resource tracker died and is started again"), qPrintable(run.errors));
    }

    void a_name_whose_maker_is_killed_at_once_is_not_left() {
        const ProbeRun run = run_case("killed_maker", "spawn");
        QCOMPARE(run.lines.size(), 2);
        QCOMPARE(run.lines[1], "exitcode -9");
        QVERIFY2(!QFile::exists("/dev/shm" + run.lines[0]), qPrintable(run.lines[0]));
        QVERIFY2(run.errors.contains("1 leaked shared_memory objects to clean up at shutdown: " + run.lines[0]), qPrintable(run.errors));
    }

    void a_tracker_that_is_stopped_refuses_in_time_and_mistakes_nothing_later_data() {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("the program registers again") << QStringList("again");
        QTest::newRow("the program ends") << QStringList();
    }
    void a_tracker_that_is_stopped_refuses_in_time_and_mistakes_nothing_later() {
        QFETCH(QStringList, more);
        const QString prefix = QString("poolscope-test-%1").arg(QCoreApplication::applicationPid());
        const ProbeRun run = run_probe(CIRCUMSTANCES_PROBE, QStringList{"stopped_tracker", prefix} + more, under("spawn"));
        const QStringList left = QDir("/dev/shm").entryList({prefix + "-*"}, QDir::Files);
        for (const QString &name : left)
            QFile::remove("/dev/shm/" + name);
        QCOMPARE(run.lines, QStringList({"resource tracker PID does not read; it is stopped: kill -CONT PID lets it go on",
                                         "soon nothing left", "one is left"}));
        QCOMPARE(run.errors,
                 "resource_tracker: There appear to be 1 leaked shared_memory objects to clean up at shutdown: /" + prefix + "-0\n");
        QCOMPARE(left, QStringList{prefix + "-1"}); // another program's
    }

    void what_a_killed_child_could_not_tell_a_stopped_tracker_is_no_leak() {
        const QString prefix = QString("poolscope-test-%1").arg(QCoreApplication::applicationPid());
        const ProbeRun run = run_probe(CIRCUMSTANCES_PROBE, {"killed_in_debt", prefix}, under("spawn"));
        const QStringList left = QDir("/dev/shm").entryList({prefix + "-*"}, QDir::Files);
        for (const QString &name : left)
            QFile::remove("/dev/shm/" + name);
        QCOMPARE(run.lines, QStringList{"exitcode -9"});
        QCOMPARE(run.errors, QString());
        QCOMPARE(left, QStringList{prefix + "-1"}); // another program's
    }
};

QTEST_GUILESS_MAIN(CircumstancesTest)
#include "circumstances_test.moc"
