// SPDX-License-Identifier: Apache-2.0
// Pools and the way of a task: submitted, assigned, started, and one of five ends.
#include "engine/scope/state/step.h"

#include <utility>

namespace poolscope::state {

namespace {

// Which of its pool's counters a task with that outcome is in; null while it has not ended.
std::uint64_t *counter(PoolRow &pool, TaskOutcome outcome) {
    switch (outcome) {
    case TaskOutcome::value: return &pool.finished;
    case TaskOutcome::error: return &pool.failed;
    case TaskOutcome::lost: return &pool.lost;
    case TaskOutcome::cancelled: return &pool.cancelled;
    case TaskOutcome::pending:
    case TaskOutcome::running: break;
    }
    return nullptr;
}

bool has_ended(TaskOutcome outcome) {
    return outcome != TaskOutcome::pending && outcome != TaskOutcome::running;
}

} // namespace

void State::apply_pool(Step &step) {
    const Event &event = step.event;
    PoolRow &pool = pool_row(step, event.object);
    switch (event.kind) {
    case EventKind::pool_created:
        pool.owner = event.process;
        pool.workers_wanted = event.a;
        pool.start_method = enumerator(event.b, StartMethod::forkserver);
        pool.name = event.payload;
        break;
    case EventKind::pool_resized:
        pool.workers_wanted = event.a;
        break;
    case EventKind::pool_closed:
        pool.closed = true;
        pool.terminated = pool.terminated || event.a == 1;
        if (event.a == 2)
            pool.broken_reason = event.payload.empty() ? "broken" : event.payload;
        break;
    case EventKind::worker_joined: {
        if (std::find(pool.workers.begin(), pool.workers.end(), event.process) == pool.workers.end())
            pool.workers.push_back(event.process);
        ProcessRow &row = process_row(step, event.process);
        row.pool = event.object;
        row.worker_number = static_cast<int>(event.a);
        if (row.role == Role::unknown || row.role == Role::process)
            row.role = Role::worker;
        break;
    }
    case EventKind::pool_pace:
        if (pool.finished == 0) // else its tasks are told of one by one
            pool.pace.take({event.a, event.b}, event.time_ns, event.certainty);
        break;
    default: // worker_left
        std::erase(pool.workers, event.process);
        break;
    }
    if (event.process && !processes_.contains(event.process))
        process_row(step, event.process);
}

// Each pool counts the ends of those tasks that are known to be its own.
void State::set_pool(Step &step, TaskRow &task, ObjectId pool) {
    if (pool == 0 || task.pool == pool)
        return;
    if (task.pool != 0 && has_ended(task.outcome))
        --*counter(pool_row(step, task.pool), task.outcome);
    task.pool = pool;
    if (has_ended(task.outcome))
        ++*counter(pool_row(step, pool), task.outcome);
}

void State::set_outcome(Step &step, TaskRow &task, TaskOutcome outcome) {
    if (task.pool != 0 && has_ended(task.outcome))
        --*counter(pool_row(step, task.pool), task.outcome);
    task.outcome = outcome;
    if (task.pool != 0 && has_ended(outcome))
        ++*counter(pool_row(step, task.pool), outcome);
}

void State::put_in_hand(Step &step, ProcessKey worker, ObjectId task) {
    if (worker)
        process_row(step, worker).task = task;
}

void State::apply_task(Step &step) {
    const Event &event = step.event;
    TaskRow &task = task_row(step, event.object);
    switch (event.kind) {
    case EventKind::task_submitted:
        set_pool(step, task, static_cast<ObjectId>(event.a));
        task.items = event.b;
        task.call = event.payload;
        task.call_truncated = event.is_truncated();
        task.submitted_ns = event.time_ns;
        if (task.pool != 0)
            ++pool_row(step, task.pool).submitted;
        break;
    case EventKind::task_assigned:
        set_pool(step, task, static_cast<ObjectId>(event.b));
        if (has_ended(task.outcome))
            break;
        task.worker = ProcessKey::unpack(static_cast<std::uint64_t>(event.a));
        task.assigned_ns = event.time_ns;
        put_in_hand(step, task.worker, event.object);
        break;
    default: // task_retried
        set_outcome(step, task, TaskOutcome::pending);
        task.attempt = static_cast<int>(event.a);
        task.worker = {};
        task.assigned_ns = task.started_ns = task.ended_ns = 0;
        break;
    }
}

void State::apply_task_start(Step &step) {
    const Event &event = step.event;
    TaskRow &task = task_row(step, event.object);
    set_pool(step, task, static_cast<ObjectId>(event.b));
    task.started_ns = event.time_ns;
    if (has_ended(task.outcome))
        return;
    task.worker = event.process;
    task.outcome = TaskOutcome::running;
    put_in_hand(step, event.process, event.object);
}

void State::apply_task_end(Step &step) {
    const Event &event = step.event;
    TaskRow &task = task_row(step, event.object);
    TaskOutcome outcome = TaskOutcome::cancelled;
    if (event.kind == EventKind::task_lost) {
        outcome = TaskOutcome::lost;
        task.worker = ProcessKey::unpack(static_cast<std::uint64_t>(event.a));
        task.worker_exit_code = static_cast<int>(event.b);
    } else if (event.kind == EventKind::task_finished) {
        outcome = event.a == static_cast<std::int64_t>(TaskOutcome::error) ? TaskOutcome::error : TaskOutcome::value;
        if (!task.worker)
            task.worker = event.process;
        task.ran_ns = event.b;
        task.result = event.payload;
        task.result_truncated = event.is_truncated();
    }
    const bool is_first_end = !has_ended(task.outcome);
    set_outcome(step, task, outcome); // told again, or otherwise: the last word counts
    task.ended_ns = event.time_ns;
    if (!task.worker)
        return;
    ProcessRow &worker = process_row(step, task.worker);
    // A result may be told behind the exit of who delivered it.
    if (worker.task == event.object && (worker.is_alive() || event.kind == EventKind::task_finished))
        worker.task = 0;
    if (event.kind == EventKind::task_finished && is_first_end) {
        ++worker.tasks_done;
        // The worker could begin as soon as both it and the task were there.
        const std::int64_t began_ns = std::max(std::exchange(worker.task_ended_ns, event.time_ns), task.submitted_ns);
        if (task.pool != 0 && worker.tasks_done > 1) {
            PoolRow &pool = pool_row(step, task.pool);
            pool.pace_window.add({began_ns, event.time_ns, task.ran_ns}, pool.pace);
        }
    }
}

} // namespace poolscope::state
