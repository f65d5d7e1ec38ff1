// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scope/state/fold.h"

#include <QTest>

using namespace poolscope;
using namespace poolscope::state;

class TaskStateTest : public QObject {
    Q_OBJECT
    const ProcessKey owner{100, 1000}, worker{101, 1001}, other{102, 1002};
    static constexpr ObjectId pool = 10, task = 20;

    void prepare(Fold &fold) const {
        fold.tell({.process = owner, .kind = EventKind::pool_created, .object = pool, .a = 2, .b = static_cast<std::int64_t>(StartMethod::spawn), .payload = "Pool-1"});
        fold.tell({.process = worker, .kind = EventKind::worker_joined, .object = pool, .a = 1});
        fold.tell({.process = other, .kind = EventKind::worker_joined, .object = pool, .a = 2});
        fold.tell({.process = owner, .kind = EventKind::task_submitted, .object = task, .a = pool, .b = 3, .payload = "call"});
        fold.tell({.process = owner, .kind = EventKind::task_assigned, .object = task, .a = packed(worker), .b = pool});
        fold.tell({.process = worker, .kind = EventKind::task_started, .object = task, .b = pool});
    }

private slots:
    void a_task_goes_from_submission_to_its_value() {
        Fold fold;
        prepare(fold);
        QVERIFY(fold.state.task(task)->outcome == TaskOutcome::running);
        QCOMPARE(fold.state.process(worker)->task, task);
        fold.tell({.process = worker, .kind = EventKind::task_finished, .object = task, .a = static_cast<std::int64_t>(TaskOutcome::value), .b = 77, .payload = "result"});
        const TaskRow *row = fold.state.task(task);
        QVERIFY(row->outcome == TaskOutcome::value && row->result == "result" && row->call == "call");
        QVERIFY(row->worker == worker && row->ran_ns == 77 && row->items == 3 && row->pool == pool);
        QVERIFY(row->submitted_ns < row->assigned_ns && row->assigned_ns < row->started_ns && row->started_ns < row->ended_ns);
        QCOMPARE(fold.state.process(worker)->task, ObjectId{0});
        QCOMPARE(fold.state.process(worker)->tasks_done, std::uint64_t{1});
        QCOMPARE(fold.state.pool(pool)->submitted, std::uint64_t{1});
        QCOMPARE(fold.state.pool(pool)->finished, std::uint64_t{1});
    }
    void a_pool_knows_its_workers() {
        Fold fold;
        prepare(fold);
        const PoolRow *row = fold.state.pool(pool);
        QVERIFY(row->owner == owner && row->name == "Pool-1" && row->workers_wanted == 2 && row->start_method == StartMethod::spawn);
        QCOMPARE(row->workers.size(), std::size_t{2});
        QVERIFY(fold.state.process(worker)->role == Role::worker);
        QCOMPARE(fold.state.process(other)->worker_number, 2);
        fold.tell({.process = worker, .kind = EventKind::worker_left, .object = pool, .a = 0});
        fold.tell({.process = owner, .kind = EventKind::pool_resized, .object = pool, .a = 5});
        QCOMPARE(fold.state.pool(pool)->workers.size(), std::size_t{1});
        QCOMPARE(fold.state.pool(pool)->workers_wanted, 5);
        fold.tell({.process = owner, .kind = EventKind::pool_closed, .object = pool, .a = 2, .payload = "initializer failed"});
        QVERIFY(fold.state.pool(pool)->closed && fold.state.pool(pool)->broken_reason == "initializer failed");
    }
    void a_worker_killed_with_a_task_in_hand_shows_it_and_the_engine_says_lost() {
        Fold fold;
        prepare(fold);
        fold.tell({.process = worker, .kind = EventKind::process_exited, .a = -9});
        QVERIFY(fold.state.task(task)->outcome == TaskOutcome::running);
        QCOMPARE(fold.state.process(worker)->task, task);
        fold.tell({.process = owner, .kind = EventKind::task_lost, .object = task, .a = packed(worker), .b = -9});
        QVERIFY(fold.state.task(task)->outcome == TaskOutcome::lost);
        QCOMPARE(fold.state.task(task)->worker_exit_code, -9);
        QCOMPARE(fold.state.process(worker)->task, task);
        QCOMPARE(fold.state.pool(pool)->lost, std::uint64_t{1});
    }
    void a_worker_that_ended_after_its_last_result_has_none_in_hand() {
        Fold fold;
        prepare(fold);
        fold.tell({.process = worker, .kind = EventKind::process_exited, .a = 0});
        fold.tell({.process = worker, .kind = EventKind::task_finished, .object = task, .a = static_cast<std::int64_t>(TaskOutcome::value), .b = 1});
        QCOMPARE(fold.state.process(worker)->task, ObjectId{0});
    }
    void a_lost_task_that_is_retried_counts_once() {
        Fold fold;
        prepare(fold);
        fold.tell({.process = owner, .kind = EventKind::task_lost, .object = task, .a = packed(worker), .b = -9});
        fold.tell({.process = owner, .kind = EventKind::task_retried, .object = task, .a = 2});
        QVERIFY(fold.state.task(task)->outcome == TaskOutcome::pending);
        QCOMPARE(fold.state.task(task)->attempt, 2);
        QCOMPARE(fold.state.pool(pool)->lost, std::uint64_t{0});
        fold.tell({.process = other, .kind = EventKind::task_started, .object = task, .b = pool});
        fold.tell({.process = other, .kind = EventKind::task_finished, .object = task, .a = static_cast<std::int64_t>(TaskOutcome::error), .b = 1});
        QCOMPARE(fold.state.pool(pool)->failed, std::uint64_t{1});
        QVERIFY(fold.state.task(task)->worker == other);
    }
    void a_cancelled_task_ends() {
        Fold fold;
        prepare(fold);
        fold.tell({.process = owner, .kind = EventKind::task_cancelled, .object = task});
        QVERIFY(fold.state.task(task)->outcome == TaskOutcome::cancelled);
        QCOMPARE(fold.state.pool(pool)->cancelled, std::uint64_t{1});
        fold.tell({.process = owner, .kind = EventKind::task_assigned, .object = task, .a = packed(other), .b = pool}); // told late
        QVERIFY(fold.state.task(task)->outcome == TaskOutcome::cancelled);
        QVERIFY(fold.state.process(other)->task == 0);
    }
    void an_end_that_is_told_twice_counts_once() {
        Fold fold;
        prepare(fold);
        for (int count = 0; count < 2; ++count)
            fold.tell({.process = worker, .kind = EventKind::task_finished, .object = task, .a = static_cast<std::int64_t>(TaskOutcome::value), .b = 1});
        QCOMPARE(fold.state.pool(pool)->finished, std::uint64_t{1});
        QCOMPARE(fold.state.process(worker)->tasks_done, std::uint64_t{1});
    }
    void an_end_before_the_submission_was_seen_still_counts_in_its_pool() {
        Fold fold;
        fold.tell({.process = worker, .kind = EventKind::task_finished, .object = task, .a = static_cast<std::int64_t>(TaskOutcome::value), .b = 1});
        QVERIFY(fold.has_changed(Table::task, ChangeKind::added, task));
        fold.tell({.process = owner, .kind = EventKind::task_submitted, .object = task, .a = pool, .b = 1});
        QCOMPARE(fold.state.pool(pool)->finished, std::uint64_t{1});
        fold.tell({.process = owner, .kind = EventKind::task_retried, .object = task, .a = 2});
        QCOMPARE(fold.state.pool(pool)->finished, std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TaskStateTest)
#include "task_state_test.moc"
