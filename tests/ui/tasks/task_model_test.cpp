// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_script.h"
#include "tests/support/synthetic_session.h"
#include "ui/bridge/follow.h"
#include "ui/shared/units.h"
#include "ui/tasks/task_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace poolscope;
using namespace poolscope::ui;
using namespace poolscope::tests;

namespace {

constexpr ProcessKey mainProcess{100, 1}, worker{101, 2};
constexpr ObjectId pool = 0x100, firstTask = 0x9000, secondTask = 0x10;       // ids do not count up with time
const std::string call = "\x80\x04\x8c\x06square\x94K\x03\x85\x94\x86\x94."; // ('square', (3,))
const std::string nine = "\x80\x04K\x09.";

struct Fixture {
    Session session;
    TaskModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    EventScript script;

    Fixture() {
        follow(session, model);
        script.starts(mainProcess, {}, "main").starts(worker, mainProcess, "worker-1");
        script.tell(mainProcess, EventKind::pool_created, pool, 1, 0, "pool");
        script.tell(mainProcess, EventKind::task_submitted, firstTask, std::int64_t(pool), 1, call);
    }
    void play() {
        session.append(script.take());
        session.flush();
    }
    QString text(int row, int column) { return model.index(row, column).data().toString(); }
    void begin() {
        script.tell(mainProcess, EventKind::task_assigned, firstTask, std::int64_t(worker.packed()), std::int64_t(pool));
        script.tell(worker, EventKind::task_started, firstTask, 0, std::int64_t(pool));
    }
};

} // namespace

class TaskModelTest : public QObject {
    Q_OBJECT
private slots:
    void a_task_goes_from_pending_over_running_to_its_result() {
        Fixture f;
        f.play();
        QCOMPARE(f.text(0, TaskModel::Call), "square(3)");
        QCOMPARE(f.text(0, TaskModel::Outcome), "pending");
        f.begin();
        f.play();
        QCOMPARE(f.text(0, TaskModel::Outcome), "running");
        QCOMPARE(f.text(0, TaskModel::Worker), "worker-1 (101)");
        f.script.tell(worker, EventKind::task_finished, firstTask, std::int64_t(TaskOutcome::value), 2'000'000, nine);
        f.play();
        QCOMPARE(f.text(0, TaskModel::Result), "9");
        QCOMPARE(f.model.index(0, TaskModel::Ran).data(SortRole).toLongLong(), 2'000'000);
        QCOMPARE(f.text(0, TaskModel::Queued), durationText(2'000'000)); // each event of the script is a millisecond later
        QCOMPARE(f.text(0, TaskModel::Transfer), durationText(1'000'000));
    }

    void a_lost_task_says_who_had_it_and_which_signal_came() {
        Fixture f;
        f.begin();
        f.script.exits(worker, -SIGKILL).tell(mainProcess, EventKind::task_lost, firstTask, std::int64_t(worker.packed()), -SIGKILL);
        f.play();
        QCOMPARE(f.text(0, TaskModel::Result), "square(3) is lost: worker-1 (101) was killed by SIGKILL while it had the task in hand.");
        QCOMPARE(f.model.index(0, TaskModel::Result).data(ToneRole).toInt(), int(Tone::error));
    }

    void rows_stand_in_the_order_of_submission() {
        Fixture f;
        f.play();
        f.script.tell(mainProcess, EventKind::task_submitted, secondTask, std::int64_t(pool), 1, call);
        f.play();
        QCOMPARE(f.model.idAt(0), firstTask);
        QCOMPARE(f.model.idAt(1), secondTask);
        QCOMPARE(f.model.rowOf(secondTask), 1);
    }

    void the_cursor_goes_through_a_whole_run_without_a_reset() {
        Session session;
        TaskModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        follow(session, model);
        session.append(synthetic_session({.workers = 4, .tasks = 80, .killed_worker = 1}));
        session.flush();
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QCOMPARE(model.rowCount(), 80);
        for (std::size_t count = session.history().size(); count > 0; count -= std::min<std::size_t>(count, 97)) {
            session.setCursor(count);
            QCOMPARE(std::size_t(model.rowCount()), session.state().tasks().size());
        }
        session.goLive();
        QCOMPARE(model.rowCount(), 80);
        QCOMPARE(reset.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TaskModelTest)
#include "task_model_test.moc"
