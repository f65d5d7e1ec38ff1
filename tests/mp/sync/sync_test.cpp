// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/probe_run.h"
#include "tests/support/sanitizer.h"

#include <QTest>

class SyncTest : public QObject {
    Q_OBJECT

    static QStringList run_case(const QString &name) {
        return run_probe(SYNC_PROBE, {name}, under(QTest::currentDataTag() != nullptr ? QTest::currentDataTag() : "fork")).lines;
    }

private slots:
    void nothing_is_counted_twice_under_contention_data() { methods(); }
    void nothing_is_counted_twice_under_contention() {
        QCOMPARE(run_case("nothing_is_counted_twice_under_contention"), QStringList("20000 20000 20000"));
    }

    void every_party_gets_an_index_of_its_own_data() { methods(); }
    void every_party_gets_an_index_of_its_own() { QCOMPARE(run_case("every_party_gets_an_index_of_its_own"), QStringList("200")); }

    void no_notification_is_lost_data() { methods(); }
    void no_notification_is_lost() { QCOMPARE(run_case("no_notification_is_lost"), QStringList("6000")); }

    void a_lock_that_would_wait_for_itself_says_so() {
        const QStringList lines = run_case("a_lock_that_would_wait_for_itself_says_so");
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].contains("wait for itself"), qPrintable(lines[0]));
        QCOMPARE(lines[1], "false");
    }

    void a_lock_belongs_to_a_thread() {
        QCOMPARE(run_case("a_lock_belongs_to_a_thread"),
                 QStringList({"<Lock(owner=MainProcess|helper)>", "<Lock(owner=SomeOtherThread)>",
                              "this lock is held by another thread or process, and only its owner may release it", "owner died"}));
    }

    void copies_in_one_process_are_one_lock() {
        QCOMPARE(run_case("copies_in_one_process_are_one_lock"), QStringList({"<RLock(MainProcess, 2)>", "<Lock(owner=None)>"}));
    }

    void a_forked_child_does_not_hold_what_its_parent_holds() {
        QCOMPARE(run_case("a_forked_child_does_not_hold_what_its_parent_holds"), QStringList({"false", "true", "<RLock(ForkProcess-"}));
    }

    void locked_tells_whether_it_is_held() {
        QCOMPARE(run_case("locked_tells_whether_it_is_held"), QStringList({"false false false", "true true true"}));
    }

    void a_grandchild_gets_the_same_lock_data() { methods(); }
    void a_grandchild_gets_the_same_lock() {
        QCOMPARE(run_case("a_grandchild_gets_the_same_lock"), QStringList({"true", "<Lock(owner=SomeOtherProcess)>"}));
    }

    void a_strict_lock_stays_with_its_dead_owner_data() { methods(); }
    void a_strict_lock_stays_with_its_dead_owner() {
        QCOMPARE(run_case("a_strict_lock_stays_with_its_dead_owner"), QStringList({"false false false", "true"}));
    }

    void a_signal_does_not_end_a_wait() {
        QCOMPARE(run_case("a_signal_does_not_end_a_wait"), QStringList({"true", "true", "false"}));
    }

    void thousands_come_and_go() { QCOMPARE(run_case("thousands_come_and_go"), QStringList("descriptors true memory true")); }

    void no_descriptor_left_is_an_error_with_words() {
        if (poolscope::tests::is_sanitized)
            QSKIP("without a descriptor UBSan cannot tell the type of any object");
        const QStringList lines = run_case("no_descriptor_left_is_an_error_with_words");
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].contains("Too many open files"), qPrintable(lines[0]));
        QCOMPARE(lines[1], "true");
    }

    void a_lock_survives_owners_killed_at_random() {
        QCOMPARE(run_case("lock_owners_killed"), QStringList("silent tears 0 told true"));
    }

    void a_semaphore_survives_holders_killed_at_random() {
        QCOMPARE(run_case("semaphore_holders_killed"), QStringList("taken 2 then no more"));
    }

    void a_dead_owner_is_told_data() { methods(); }
    void a_dead_owner_is_told() {
        const QString died = "the process that held this ended without releasing it; it is free again, what it protects may be half done";
        QCOMPARE(run_case("a_dead_owner_is_told_once"), QStringList({died, "true", died, "true", "0"}));
    }

    void a_unit_left_by_a_process_that_ends_in_order_data() { methods(); }
    void a_unit_left_by_a_process_that_ends_in_order() {
        QCOMPARE(run_case("a_unit_left_by_a_process_that_ends_in_order"), QStringList({"true", "false", "true"}));
    }

    void a_killed_waiter_holds_up_no_notifier() { QCOMPARE(run_case("waiters_killed"), QStringList("true")); }

    void a_notify_is_not_lost_on_a_killed_waiter_data() { methods(); }
    void a_notify_is_not_lost_on_a_killed_waiter() {
        QCOMPARE(run_case("a_notify_is_not_lost_on_a_killed_waiter"), QStringList("true"));
    }

    void a_killed_waiter_holds_up_no_event_data() { methods(); }
    void a_killed_waiter_holds_up_no_event() { QCOMPARE(run_case("event_waiters_killed"), QStringList("true")); }

    void who_waits_for_one_that_is_killed_as_it_wakes_them_looks_itself() {
        if (poolscope::tests::is_sanitized)
            QSKIP("a sanitizer's own calls would be the last ones of the process that is to be killed");
        QStringList expected;
        for (const char *what : {"event", "condition", "semaphore", "barrier", "queue", "full queue", "joined queue", "pipe", "watched pipe"})
            expected += QString("%1: killed, awake").arg(what);
        QCOMPARE(run_case("wakers_killed"), expected);
    }

    void a_killed_party_breaks_the_barrier_data() { methods(); }
    void a_killed_party_breaks_the_barrier() {
        QCOMPARE(run_case("barrier_party_killed"), QStringList({"the barrier is broken", "true true", "false"}));
    }
};

QTEST_GUILESS_MAIN(SyncTest)
#include "sync_test.moc"
