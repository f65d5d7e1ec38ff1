// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/probe_run.h"
#include "tests/support/sanitizer.h"

#include <QRegularExpression>
#include <QElapsedTimer>
#include <QTest>

class PoolTest : public QObject {
    Q_OBJECT

    static QStringList run_case(const QString &name, const QString &program = POOL_PROBE) {
        return run_probe(program, {name}, under(QTest::currentDataTag())).lines;
    }

private slots:
    void a_worker_killed_in_the_middle_of_map_gives_a_lost_task_and_no_hang_data() { methods(); }
    void a_worker_killed_in_the_middle_of_map_gives_a_lost_task_and_no_hang() {
        const QStringList lines = run_case("lost");
        QCOMPARE(lines.size(), 2);
        static const QRegularExpression sentence(
            R"(^square_or_die was lost: \w+PoolWorker-\d+ \(pid \d+\) ended in the middle of it, killed by SIGKILL$)");
        QVERIFY2(sentence.match(lines[0]).hasMatch(), qPrintable(lines[0]));
        QCOMPARE(lines[1], "[1, 4, 9]");
    }

    void every_task_ends_once_while_workers_are_killed_at_random_data() { methods(); }
    void every_task_ends_once_while_workers_are_killed_at_random() {
        QCOMPARE(run_case("random_kills"), QStringList("ended 4000 wrong 0"));
    }

    void tasks_and_results_may_be_larger_than_a_ring_data() { methods(); }
    void tasks_and_results_may_be_larger_than_a_ring() {
        QCOMPARE(run_case("big"), QStringList({"3000000", "3000000"}));
    }

    void terminate_ends_what_is_pending_data() { methods(); }
    void terminate_ends_what_is_pending() { QCOMPARE(run_case("terminate"), QStringList({"cancelled", "children 0"})); }

    void an_initializer_that_keeps_failing_breaks_the_pool_data() { methods(); }
    void an_initializer_that_keeps_failing_breaks_the_pool() {
        const QString line = run_case("broken").value(0);
        QVERIFY2(line.contains("the initializer failed 3 times") && line.contains("no model here"), qPrintable(line));
    }

    void workers_that_die_at_their_start_break_the_pool_data() { methods(); }
    void workers_that_die_at_their_start_break_the_pool() {
        const QString line = run_case("dying").value(0);
        QVERIFY2(line.contains("exit code 9"), qPrintable(line));
    }

    void a_pool_grows_and_shrinks_while_it_runs_data() { methods(); }
    void a_pool_grows_and_shrinks_while_it_runs() { QCOMPARE(run_case("resize"), QStringList({"5", "1", "[16]"})); }

    void twenty_thousand_single_tasks_come_back_right_data() { methods(); }
    void twenty_thousand_single_tasks_come_back_right() { QCOMPARE(run_case("many"), QStringList("20000")); }

    void a_task_has_a_time_limit_retries_and_can_be_cancelled_data() { methods(); }
    void a_task_has_a_time_limit_retries_and_can_be_cancelled() {
        QCOMPARE(run_case("policies"), QStringList({"timed out", "1", "lost after retries", "false true", "4", "cancelled", "false"}));
    }

    void imap_over_an_endless_input_runs_in_constant_memory_data() { methods(); }
    void imap_over_an_endless_input_runs_in_constant_memory() { QCOMPARE(run_case("endless"), QStringList("right 60000 flat true")); }

    void submitting_waits_when_too_much_is_pending_data() { methods(); }
    void submitting_waits_when_too_much_is_pending() { QCOMPARE(run_case("back_pressure"), QStringList({"4", "10"})); }

    void a_hostile_task_harms_only_itself_data() { methods(); }
    void a_hostile_task_harms_only_itself() {
        QCOMPARE(run_case("hostile", HOSTILE_PROBE),
                 QStringList({"1; works", "lost, exit code 0; works", "lost, exit code 7; works", "lost, killed by SIGSEGV; works",
                              "lost, killed by SIGABRT; works", "lost, killed by SIGTERM; works", "lost, killed by SIGKILL; works",
                              "timed out; works", "NotStandard; works"}));
    }

    void a_task_that_writes_to_all_descriptors_harms_only_itself_data() { methods(); }
    void a_task_that_writes_to_all_descriptors_harms_only_itself() {
        QCOMPARE(run_case("rubbish", HOSTILE_PROBE), QStringList("ended; works"));
    }

    void pools_made_and_thrown_away_leave_nothing_data() { methods(); }
    void pools_made_and_thrown_away_leave_nothing() {
        const QString nothing = "descriptors 0 threads 0 children 0 memory flat";
        QCOMPARE(run_case("cycles", HOSTILE_PROBE), QStringList({nothing, nothing, nothing}));
    }

    void a_zygote_that_stands_still_is_replaced_data() {
        QTest::addColumn<QString>("method");
        QTest::newRow("fork") << "fork"; // no other method has one
    }
    void a_zygote_that_stands_still_is_replaced() {
        QCOMPARE(run_case("zygote_stands_still", HOSTILE_PROBE), QStringList({"works", "works", "another one", "children 0 at once"}));
    }

    void a_pool_ends_while_whoever_makes_its_workers_stands_still_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("when");
        for (const char *method : {"fork", "forkserver"})
            for (const char *when : {"idle", "in_flight"})
                QTest::addRow("%s, %s", method, when) << method << when;
    }
    void a_pool_ends_while_whoever_makes_its_workers_stands_still() {
        QFETCH(QString, method);
        QFETCH(QString, when);
        QCOMPARE(run_probe(STOPPED_HELPER_PROBE, {when}, under(method)).lines, QStringList({"9", "soon", "no children"}));
    }

    void a_program_ends_while_its_forkserver_stands_still() {
        QElapsedTimer timer;
        timer.start();
        const ProbeRun run = run_probe(STOPPED_HELPER_PROBE, {"end_program"}, under("forkserver"));
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY2(!run.errors.contains("ignores SIGTERM"), qPrintable(run.errors));
    }

    void codes_that_a_forkserver_does_not_tell_are_waited_for_once() {
        QCOMPARE(run_probe(STOPPED_HELPER_PROBE, {"join_all"}, under("forkserver")).lines,
                 QStringList({"exitcode 255", "exitcode 255", "exitcode 255", "exitcode 255", "soon", "exitcode -9"}));
    }

    void a_worker_whose_zygote_dies_before_it_tells_of_it_is_not_left_data() { a_zygote_that_stands_still_is_replaced_data(); }
    void a_worker_whose_zygote_dies_before_it_tells_of_it_is_not_left() {
        QCOMPARE(run_case("zygote_without_an_answer", HOSTILE_PROBE), QStringList("works unanswered 0 children 0"));
    }

    void a_shortage_where_workers_begin_is_told_and_stops_nobody_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("reason");
        for (const char *method : {"spawn", "fork", "forkserver"}) {
            QTest::addRow("%s, descriptors", method) << "descriptors_where_they_begin" << "Too many open files";
            QTest::addRow("%s, processes", method) << "processes_where_they_begin" << "Resource temporarily unavailable";
        }
    }
    void a_shortage_where_workers_begin_is_told_and_stops_nobody() {
        if (poolscope::tests::is_sanitized)
            QSKIP("UndefinedBehaviorSanitizer looks at memory through a pipe, and takes objects for none without descriptors");
        QFETCH(QString, what);
        QFETCH(QString, reason);
        const ProbeRun run = run_probe(HOSTILE_PROBE, {what}, under(QString(QTest::currentDataTag()).section(',', 0, 0)));
        QCOMPARE(run.lines, QStringList("one is missing works and it came"));
        QVERIFY2(run.errors.contains("a worker of the pool could not be started: ") && run.errors.contains(reason), qPrintable(run.errors));
    }

    void a_pool_without_descriptors_works_on_with_those_it_has_data() { methods(); }
    void a_pool_without_descriptors_works_on_with_those_it_has() {
        if (poolscope::tests::is_sanitized)
            QSKIP("UndefinedBehaviorSanitizer looks at memory through a pipe, and takes objects for none without descriptors");
        QCOMPARE(run_case("without_descriptors", HOSTILE_PROBE), QStringList("one is missing works and it came"));
    }

    void a_worker_costs_three_descriptors_data() { methods(); }
    void a_worker_costs_three_descriptors() { QCOMPARE(run_case("resources", HOSTILE_PROBE), QStringList("true true")); }

    void an_interrupt_ends_the_workers_and_the_program_data() { methods(); }
    void an_interrupt_ends_the_workers_and_the_program() { QCOMPARE(run_case("interrupted", HOSTILE_PROBE), QStringList("ready")); }

    void ended_workers_break_their_executor_data() { methods(); }
    void ended_workers_break_their_executor() {
        for (const char *name : {"terminate_workers", "kill_workers"})
            QCOMPARE(run_case(name, EXECUTOR_PROBE), QStringList({"6 broken, 0 children", "refused"}));
    }

    void an_executor_with_one_task_a_worker_does_not_hang_data() { methods(); }
    void an_executor_with_one_task_a_worker_does_not_hang() { QCOMPARE(run_case("one_task_each", EXECUTOR_PROBE), QStringList("10 workers")); }

    void an_executor_shut_down_at_once_does_what_it_was_given_data() { methods(); }
    void an_executor_shut_down_at_once_does_what_it_was_given() { QCOMPARE(run_case("shut_down_at_once", EXECUTOR_PROBE), QStringList("1000 done")); }

    void an_executor_starts_workers_when_there_is_work_data() { methods(); }
    void an_executor_starts_workers_when_there_is_work() { QCOMPARE(run_case("on_demand", EXECUTOR_PROBE), QStringList("0 1 3")); }

    void an_executor_maps_an_endless_input_through_a_buffer_data() { methods(); }
    void an_executor_maps_an_endless_input_through_a_buffer() {
        QCOMPARE(run_case("buffered_map", EXECUTOR_PROBE), QStringList({"1000 true", "refused"}));
    }

    void an_executors_map_outlives_it_data() { methods(); }
    void an_executors_map_outlives_it() { QCOMPARE(run_case("map_outlives_executor", ENDING_PROBE), QStringList("100 4")); }

    void who_has_joined_has_been_called_back_data() { methods(); }
    void who_has_joined_has_been_called_back() { QCOMPARE(run_case("callbacks", ENDING_PROBE), QStringList("50 50 50")); }

    void a_pool_may_be_dropped_at_any_moment_data() { methods(); }
    void a_pool_may_be_dropped_at_any_moment() {
        QFETCH(QString, method);
        if (poolscope::tests::is_sanitized && method == "fork")
            QSKIP("a sanitizer's own locks do not survive a fork beside busy threads");
        QCOMPARE(run_case("dropped", ENDING_PROBE), QStringList("40"));
    }

    void a_forked_copy_of_a_pool_refuses_and_does_not_hang_data() { methods(); }
    void a_forked_copy_of_a_pool_refuses_and_does_not_hang() {
        if (poolscope::tests::is_sanitized)
            QSKIP("a sanitizer's own locks do not survive a fork beside busy threads");
        QCOMPARE(run_case("forked_copies", ENDING_PROBE), QStringList("20 -4"));
    }

    void an_imap_goes_on_when_its_pool_is_closed_data() { methods(); }
    void an_imap_goes_on_when_its_pool_is_closed() {
        for (const char *name : {"closed_imap", "closed_thread_imap"})
            QCOMPARE(run_case(name, ENDING_PROBE), QStringList("1000 1000 1000 true"));
    }

    void no_task_dies_for_the_time_limit_of_another_data() { methods(); }
    void no_task_dies_for_the_time_limit_of_another() {
        QCOMPARE(run_case("time_limits", ENDING_PROBE), QStringList({"600 ended, 0 lost", "timed out"}));
    }
};

QTEST_GUILESS_MAIN(PoolTest)
#include "pool_test.moc"
