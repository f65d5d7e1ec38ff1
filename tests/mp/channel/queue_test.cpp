// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/probe_run.h"
#include "tests/support/sanitizer.h"

#include <QTest>

class QueueTest : public QObject {
    Q_OBJECT

    static QStringList lines(const char *name) { return run_probe(QUEUE_PROBE, {name}, under("fork")).lines; }

private slots:
    void what_killed_producers_have_put_is_got_exactly_once() { QCOMPARE(lines("producers").value(0), "wrong 0 lost 0 invented 0 usable true"); }
    void so_it_is_in_a_queue_that_is_full() { QCOMPARE(lines("producers_bounded").value(0), "wrong 0 lost 0 invented 0 usable true"); }
    void killed_consumers_lose_only_what_they_were_given() { QCOMPARE(lines("consumers").value(0), "twice 0 missing few"); }
    void so_they_do_where_producers_wait_for_room() { QCOMPARE(lines("consumers_bounded").value(0), "twice 0 missing few"); }
    void killed_sleepers_hold_up_nobody() { QCOMPARE(lines("sleepers").value(0), "all went on"); }
    void stopped_processes_do_not_outlast_a_deadline() { QCOMPARE(lines("stopped").value(0), "answered 50"); }

    // 10 GiB of them, less where every access is checked.
    void gigabytes_pass_through_64_megabytes() {
        const QString count = poolscope::tests::is_sanitized ? "512" : "10240";
        QCOMPARE(run_probe(QUEUE_PROBE, {"flow", count}, under("fork")).lines.value(0), QString("MiB %1 of %1 in 64").arg(count));
    }
    void a_burst_gives_its_memory_back() { QCOMPARE(lines("burst").value(0), "wrong 0 kept little"); }
    void thousands_of_cycles_leave_descriptors_and_memory_flat() {
        QCOMPARE(lines("cycles").value(0), "descriptors 0 resident flat address space flat");
    }
    void threads_keep_their_own_order() { QCOMPARE(lines("threads").value(0), "in order"); }
    void a_queue_has_two_descriptors() { QCOMPARE(lines("descriptors").value(0), "2 4"); }
    void a_half_message_on_a_pipe_is_told_when_the_deadline_passes() { QCOMPARE(lines("half_frame").value(0), "ended with 3"); }
    void strict_mode_waits_for_the_rest_of_a_message() {
        qputenv("POOLSCOPE_STRICT", "1");
        QCOMPARE(lines("half_frame").value(0), "hangs");
        qunsetenv("POOLSCOPE_STRICT");
    }
    void a_message_of_another_type_is_named_and_consumed() {
        QCOMPARE(lines("types"), QStringList({"TypeError", "ValueError", "300", "TypeError", "[1.0, 2.5]", "True", "0.5", "None", "18446744073709551615", "0"}));
    }
    void hostile_messages_are_named_errors_in_bounded_memory() {
        const QStringList seen = lines("hostile");
        QCOMPARE(seen.size(), 10);
        for (int index = 0; index < 8; ++index)
            QVERIFY2(seen[index] == "UnpicklingError" || seen[index].startsWith("OSError "), qPrintable(seen.join(", ")));
        QCOMPARE(seen.mid(8), QStringList({"1", "bounded"}));
    }
};

QTEST_GUILESS_MAIN(QueueTest)
#include "queue_test.moc"
