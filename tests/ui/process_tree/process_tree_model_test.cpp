// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "ui/bridge/follow.h"
#include "ui/process_tree/process_tree_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey mainProcess{100, 1}, server{101, 2}, worker{102, 3}, other{103, 4};

struct Fixture {
    Session session;
    ProcessTreeModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    EventScript script;

    Fixture() { follow(session, model); }
    void play() {
        session.append(script.take());
        session.flush();
    }
    QString text(ProcessKey key, int column) { return model.indexOf(key, column).data().toString(); }
};

} // namespace

class ProcessTreeModelTest : public QObject {
    Q_OBJECT
private slots:
    void children_stand_below_their_parent_in_the_order_of_their_start() {
        Fixture f;
        f.script.starts(mainProcess, {}, "main").starts(worker, mainProcess, "worker-1").starts(other, mainProcess, "worker-2");
        f.play();
        QCOMPARE(f.model.rowCount(), 1);
        const QModelIndex top = f.model.index(0, 0);
        QCOMPARE(top.data().toString(), "main");
        QCOMPARE(f.model.rowCount(top), 2);
        QCOMPARE(f.model.index(0, ProcessTreeModel::Pid, top).data().toString(), "102");
        QCOMPARE(f.model.index(1, ProcessTreeModel::Name, top).data().toString(), "worker-2");
    }

    void a_child_told_before_its_parent_moves_below_it() {
        Fixture f;
        f.script.starts(worker, mainProcess, "worker");
        f.play();
        QCOMPARE(f.model.rowCount(), 1);
        QSignalSpy moved(&f.model, &QAbstractItemModel::rowsMoved);
        f.script.starts(mainProcess, {}, "main");
        f.play();
        QCOMPARE(moved.size(), 1);
        QCOMPARE(f.model.indexOf(worker).parent(), f.model.indexOf(mainProcess));
    }

    void under_forkserver_the_parent_and_who_asked_differ() {
        Fixture f;
        f.script.starts(mainProcess, {}, "main").starts(server, mainProcess, "forkserver").starts(worker, server, "worker", mainProcess);
        f.play();
        QCOMPARE(f.model.keyAt(f.model.indexOf(worker).parent()), server);
        f.model.setGrouping(ProcessTreeModel::Grouping::starter);
        QCOMPARE(f.model.keyAt(f.model.indexOf(worker).parent()), mainProcess);
        f.model.setGrouping(ProcessTreeModel::Grouping::parent);
        QCOMPARE(f.model.keyAt(f.model.indexOf(worker).parent()), server);
    }

    void an_orphan_moves_to_the_process_that_adopts_it() {
        Fixture f;
        f.script.starts(mainProcess, {}, "main").starts(server, mainProcess, "middle").starts(worker, server, "worker");
        f.play();
        f.script.exits(server, -SIGKILL).tell(worker, EventKind::process_adopted, 0, std::int64_t(mainProcess.packed()));
        f.play();
        QCOMPARE(f.model.keyAt(f.model.indexOf(worker).parent()), mainProcess);
    }

    void a_circle_of_parents_ends_at_the_top() {
        Fixture f;
        f.script.starts(mainProcess, worker, "a").starts(worker, mainProcess, "b").starts(other, other, "self");
        f.play();
        int reached = 0;
        for (const ProcessKey key : {mainProcess, worker, other})
            for (QModelIndex index = f.model.indexOf(key); index.isValid(); index = index.parent())
                QVERIFY(++reached < 10);
    }

    void ended_processes_stay_and_say_how_they_ended() {
        Fixture f;
        f.script.starts(mainProcess, {}, "main").starts(worker, mainProcess, "worker");
        f.play();
        f.script.exits(worker, -SIGKILL);
        f.play();
        QCOMPARE(f.text(worker, ProcessTreeModel::State), "killed by SIGKILL");
        QCOMPARE(f.model.indexOf(worker, ProcessTreeModel::State).data(ToneRole).toInt(), int(Tone::dead));
        QCOMPARE(f.model.indexOf(worker).data(ArrivalRole).toInt(), int(Arrival::ended));
    }

    void a_reused_pid_is_another_row() {
        Fixture f;
        f.script.starts(mainProcess, {}, "main").starts({200, 5}, mainProcess, "first").exits({200, 5}, 0).starts({200, 9}, mainProcess, "second");
        f.play();
        QCOMPARE(f.model.rowCount(f.model.indexOf(mainProcess)), 2);
        QCOMPARE(f.text({200, 5}, ProcessTreeModel::Name), "first");
        QCOMPARE(f.text({200, 9}, ProcessTreeModel::Name), "second");
    }

    void a_waiting_process_says_on_what() {
        Fixture f;
        f.script.starts(mainProcess, {}, "main").channel(mainProcess, 0x10, ChannelKind::queue, "tasks");
        f.script.tell(mainProcess, EventKind::wait_begin, 0x10, std::int64_t(WaitKind::get));
        f.play();
        QCOMPARE(f.text(mainProcess, ProcessTreeModel::State), "waits to get from tasks");
        f.script.tell(mainProcess, EventKind::wait_end, 0x10, std::int64_t(WaitKind::get)).tell(mainProcess, EventKind::process_state, 0, std::int64_t(ProcessState::running));
        f.play();
        QCOMPARE(f.text(mainProcess, ProcessTreeModel::State), "running");
    }

    void the_cursor_takes_rows_away_and_brings_them_back() {
        Fixture f;
        f.script.starts(mainProcess, {}, "main").starts(server, mainProcess, "server").starts(worker, server, "worker").exits(worker, 0);
        f.play();
        QSignalSpy reset(&f.model, &QAbstractItemModel::modelReset);
        f.session.setCursor(1);
        QCOMPARE(f.model.rowCount(f.model.indexOf(mainProcess)), 0);
        f.session.setCursor(3);
        QVERIFY(f.model.rowAt(f.model.indexOf(worker))->is_alive());
        QCOMPARE(f.model.indexOf(worker).data(ArrivalRole).toInt(), int(Arrival::none));
        f.session.setCursor(0);
        QCOMPARE(f.model.rowCount(), 0);
        f.session.goLive();
        QVERIFY(!f.model.rowAt(f.model.indexOf(worker))->is_alive());
        QCOMPARE(reset.size(), 0);
    }

    void new_rows_are_marked_for_three_seconds() {
        Fixture f;
        f.script.starts(mainProcess, {}, "main");
        QElapsedTimer since;
        since.start();
        f.play();
        QCOMPARE(f.model.indexOf(mainProcess).data(ArrivalRole).toInt(), int(Arrival::came));
        QTRY_COMPARE_WITH_TIMEOUT(f.model.indexOf(mainProcess).data(ArrivalRole).toInt(), int(Arrival::none), 30'000);
        QVERIFY(since.elapsed() > 2500);
    }

    void five_thousand_processes_come_and_change_quickly() {
        Session session;
        ProcessTreeModel model;
        follow(session, model);
        EventScript script;
        script.starts(mainProcess, {}, "main");
        for (int i = 0; i < 5000; ++i)
            script.starts({1000 + i, std::uint64_t(i + 10)}, i % 50 ? ProcessKey{1000 + i - i % 50, std::uint64_t(i - i % 50 + 10)} : mainProcess, "p");
        session.append(script.take());
        QElapsedTimer clock;
        clock.start();
        session.flush();
        for (int i = 0; i < 5000; ++i)
            script.tell({1000 + i, std::uint64_t(i + 10)}, EventKind::process_metric, ObjectId(Metric::rss_bytes), i * 4096);
        session.append(script.take());
        session.flush();
        QCOMPARE(model.indexOf({5999, 5009}, ProcessTreeModel::Pid).data().toString(), "5999");
        QVERIFY2(clock.elapsed() < 30'000, qPrintable(QString::number(clock.elapsed()))); // about 40 ms where nothing else runs
    }
};

QTEST_GUILESS_MAIN(ProcessTreeModelTest)
#include "process_tree_model_test.moc"
