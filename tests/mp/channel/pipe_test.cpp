// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/probe_run.h"

#include <QTest>

class PipeTest : public QObject {
    Q_OBJECT

    static QStringList lines(const QStringList &arguments, const QString &method = "fork") { return run_probe(PIPE_PROBE, arguments, under(method)).lines; }
    static void carriers() {
        QTest::addColumn<QString>("carrier");
        QTest::newRow("descriptor") << "descriptor";
        QTest::newRow("shared memory") << "shared";
    }
    static void carriers_and_methods() {
        QTest::addColumn<QString>("carrier");
        QTest::addColumn<QString>("method");
        for (const QString carrier : {"descriptor", "shared"})
            for (const QString method : {"spawn", "fork", "forkserver"})
                QTest::addRow("%s, %s", qPrintable(carrier), qPrintable(method)) << carrier << method;
    }

private slots:
    void cpython_can_be_at_the_other_end() {
        const QStringList each{"raw", "3000000", "EOFError"};
        QCOMPARE(lines({"python", PYTHON_PEER}), each + each);
    }

    void deadlines_hold_inside_a_message() {
        const QStringList cut{"TimeoutError", "OSError connection is read-only", "OSError got end of file during message"};
        const QStringList closed{"TimeoutError", "OSError handle is closed", "OSError got end of file during message"};
        QCOMPARE(lines({"deadlines"}), QStringList({"TimeoutError", "whole"}) + cut + closed);
    }

    void hostile_frames_are_named_errors_in_bounded_memory() {
        const QString inside = "OSError got end of file during message";
        const QStringList seen = lines({"hostile"});
        QCOMPARE(seen.size(), 14);
        for (const int index : {0, 1})
            QCOMPARE(seen[index], "UnpicklingError");
        QVERIFY2(seen[2].startsWith("OSError of "), qPrintable(seen[2]));
        for (const int index : {3, 4, 5, 6, 7})
            QCOMPARE(seen[index], inside);
        for (const int index : {8, 9, 10, 11})
            QVERIFY2(seen[index] == "UnpicklingError" || seen[index].startsWith("OSError"), qPrintable(seen[index]));
        QCOMPARE(seen.mid(12), QStringList({"1", "bounded"}));
    }

    void both_carriers_behave_alike_data() { carriers_and_methods(); }
    void both_carriers_behave_alike() {
        QFETCH(QString, carrier);
        QFETCH(QString, method);
        QCOMPARE(lines({"carriers", carrier}, method), QStringList({"EOFError", "BrokenPipeError", "true 1"}));
    }

    void a_killed_writer_leaves_whole_messages_and_an_end_data() { carriers(); }
    void a_killed_writer_leaves_whole_messages_and_an_end() {
        QFETCH(QString, carrier);
        QCOMPARE(lines({"killed_writers", carrier}).value(0), "torn 0 odd ends 0");
    }

    void a_killed_reader_is_told_to_who_waits_for_room_data() { carriers(); }
    void a_killed_reader_is_told_to_who_waits_for_room() {
        QFETCH(QString, carrier);
        QCOMPARE(lines({"killed_readers", carrier}).value(0), "told 20");
    }

    void loans_carry_messages_of_every_size_data() { carriers(); }
    void loans_carry_messages_of_every_size() {
        QFETCH(QString, carrier);
        QCOMPARE(lines({"loans", carrier}).value(0), "wrong 0 EOFError");
    }

    void a_connection_passes_through_a_queue_once_data() { carriers_and_methods(); }
    void a_connection_passes_through_a_queue_once() {
        QFETCH(QString, carrier);
        QFETCH(QString, method);
        const QStringList expected{"hello", "7", "true", "FileNotFoundError", "FileNotFoundError", "kept few"};
        const QStringList seen = lines({"passing", carrier}, method);
        // a lambda is a task under fork only
        QCOMPARE(seen, method == "fork" ? expected : expected.mid(0, 4));
    }

    void waiting_sees_queues_and_both_carriers_data() { carriers_and_methods(); }
    void waiting_sees_queues_and_both_carriers() {
        QFETCH(QString, carrier);
        QFETCH(QString, method);
        QCOMPARE(lines({"waiting", carrier}, method), QStringList({"0", "1 true", "1", "1 true", "2", "1 EOFError"}));
    }

    void a_watcher_sees_the_carrier_and_the_messages() {
        QCOMPARE(lines({"events"}),
                 QStringList({"created pipe descriptor", "sent 0 5", "received 0", "created queue descriptor", "sent 0 5", "received 0",
                              "created pipe shared_memory", "sent 0 5", "received 0", "created queue shared_memory", "sent 1 5", "depth 1 16",
                              "received 1", "depth 0 0"}));
    }

    void thousands_of_cycles_leave_descriptors_and_memory_flat_data() { carriers(); }
    void thousands_of_cycles_leave_descriptors_and_memory_flat() {
        QFETCH(QString, carrier);
        QCOMPARE(lines({"cycles", carrier}).value(0), "descriptors 0 resident flat address space flat");
    }
};

QTEST_GUILESS_MAIN(PipeTest)
#include "pipe_test.moc"
