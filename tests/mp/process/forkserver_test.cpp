// SPDX-License-Identifier: GPL-3.0-or-later

// The forkserver outlives every client, comes back after its own death, and does what it is told before it serves.

#include "tests/mp/probe_run.h"
#include "tests/support/sanitizer.h"

#include <QTest>

namespace {
ProbeRun run_case(const QString &name) {
    return run_probe(FORKSERVER_PROBE, {name});
}
} // namespace

class ForkserverTest : public QObject {
    Q_OBJECT

private slots:
    void no_client_stops_it() {
        const ProbeRun run = run_case("clients");
        QCOMPARE(run.lines.size(), 17);
        for (const QString &line : run.lines)
            QVERIFY2(line.endsWith(": served on"), qPrintable(line));
    }

    void a_thousand_idle_clients_keep_nobody_waiting() {
        QCOMPARE(run_case("idle").lines, QStringList({"served on", "served on"}));
    }

    void starts_fail_cleanly_while_it_is_killed() {
        QCOMPARE(run_case("killed").lines, QStringList{"kills 10 other 0 clean enough"});
    }

    void it_is_restarted_once_for_all_who_miss_it() {
        QCOMPARE(run_case("restarted").lines, QStringList{"servers 1 the old one false"});
    }

    void a_start_that_waits_for_one_that_is_killed_asks_the_next() {
        QCOMPARE(run_case("connecting").lines, QStringList{"another server"});
    }

    void one_that_is_stopped_refuses_in_time_and_tells_the_truth_later() {
        QCOMPARE(run_case("stopped").lines, QStringList({"not known not joined", "4 refused in time", "exitcode 0, served on"}));
    }

    void many_that_come_at_once_are_all_served() {
        const ProbeRun run = run_probe(BURST_PROBE, {"150"});
        QVERIFY2(run.lines == QStringList{"150 started, 0 refused"}, qPrintable(run.lines.join('\n') + run.errors));
    }

    void a_client_that_asks_without_end_keeps_nobody_waiting() {
        QCOMPARE(run_case("flood").lines, QStringList{"served on"});
    }

    void one_that_is_full_tells_new_clients_so_and_serves_on() {
        const QString full = "[Errno 24] Too many open files: the forkserver (pid PID) has no descriptor left for another process; start the "
                             "program under a higher limit (ulimit -Hn), or have fewer processes at a time";
        QCOMPARE(run_probe(SHORTAGE_PROBE, {"full_server"}).lines, QStringList({full, full, "started", "started", "served on"}));
    }

    void a_new_client_without_descriptors_is_told_so_and_starts_no_other_server() {
        if (poolscope::tests::is_sanitized)
            QSKIP("UBSan needs a descriptor of its own to look at an exception");
        QCOMPARE(run_probe(SHORTAGE_PROBE, {"short_clients"}).lines, QStringList({"some started, some refused", "served on"}));
    }

    void tasks_are_preloaded_once() {
        QCOMPARE(run_case("preload").lines,
                 QStringList({"loaded 1", "loaded 1", "on_error must be 'ignore', 'warn' or 'fail', not 'explode'"}));
    }

    void a_preload_that_fails_is_ignored_told_or_fatal() {
        const ProbeRun ignored = run_case("preload_ignore");
        QCOMPARE(ignored.lines, QStringList{"exitcode 0"});
        QVERIFY2(!ignored.errors.contains("preload"), qPrintable(ignored.errors));
        const ProbeRun told = run_case("preload_warn");
        QCOMPARE(told.lines, QStringList{"exitcode 0"});
        QVERIFY2(told.errors.contains("preload of 'fail_to_load' failed: "), qPrintable(told.errors));
        QVERIFY2(told.errors.contains("'no_such_task' is not a registered task"), qPrintable(told.errors));
        const ProbeRun fatal = run_case("preload_fail");
        QCOMPARE(fatal.lines, QStringList{"refused"});
        QVERIFY2(fatal.errors.contains("no tables"), qPrintable(fatal.errors));
    }

    void helpers_ignore_the_signals_of_the_terminal_and_children_do_not() {
        const QStringList lines = run_case("signals").lines;
        QCOMPARE(lines.value(0), "child");
        QCOMPARE(lines.value(1), "server INT");
        QVERIFY2(lines.contains("tracker INT TERM"), qPrintable(lines.join('\n')));
    }

    void signals_do_not_interrupt_a_connection() { QCOMPARE(run_probe(CONNECT_PROBE, {}).lines, QStringList("connected")); }
};

QTEST_GUILESS_MAIN(ForkserverTest)
#include "forkserver_test.moc"
