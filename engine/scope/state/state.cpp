// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/state.h"

#include "engine/scope/state/step.h"

#include <cstdlib>

namespace poolscope::state {

const Wait *ProcessRow::longest_wait() const {
    const Wait *longest = nullptr;
    for (const auto &[thread, wait] : waits)
        if (longest == nullptr || wait.since_ns < longest->since_ns)
            longest = &wait;
    return longest;
}

const ProcessRow *State::process_with_pid(pid_t pid) const {
    const ProcessRow *newest = nullptr;
    for (auto at = processes_.lower_bound(ProcessKey{pid, 0}); at != processes_.end() && at->first.pid == pid; ++at)
        if (newest == nullptr || at->second.is_alive() || !newest->is_alive())
            newest = &at->second;
    return newest;
}

void State::apply(const Event &event, Changes *changes, Log *log) {
    Step step{event, changes, log, changes != nullptr ? changes->size() : 0};
    ++events_;
    sequence_ = event.sequence;
    if (event.kind != EventKind::note || event.time_ns > time_ns_) // a bookmark may be about an earlier moment
        time_ns_ = event.time_ns;
    using enum EventKind;
    switch (event.kind) {
    case gap:
    case sample_begin:
    case sample_end:
    case note:
    case program_started:
    case program_exited:
        return apply_stream(step);
    case process_started:
    case process_role:
    case process_ready:
    case process_adopted:
    case process_state:
    case process_metric:
    case process_exited:
    case out_of_memory:
        return apply_process(step);
    case thread_activity:
        return apply_activity(step);
    case wait_begin:
    case wait_end:
        return apply_wait(step);
    case thread_blocked:
    case thread_unblocked:
    case free_threads:
        return apply_block(step);
    case channel_created:
    case channel_opened:
    case channel_closed:
    case queue_depth:
    case message_torn:
        return apply_channel(step);
    case message_sent:
        return apply_sent(step);
    case message_received:
        return apply_received(step);
    case message_dropped:
        return apply_dropped(step);
    case pool_created:
    case pool_resized:
    case pool_closed:
    case worker_joined:
    case worker_left:
    case pool_pace:
        return apply_pool(step);
    case task_submitted:
    case task_assigned:
    case task_retried:
        return apply_task(step);
    case task_started:
        return apply_task_start(step);
    case task_finished:
    case task_lost:
    case task_cancelled:
        return apply_task_end(step);
    case lock_created:
    case lock_acquired:
    case lock_released:
    case lock_broken:
        return apply_lock(step);
    case resource_registered:
    case resource_unregistered:
    case resource_leaked:
    case resource_opened:
    case resource_closed:
        return apply_resource(step);
    case console_output:
        return apply_console(step);
    case insight:
        return apply_insight(step);
    }
}

ProcessRow &State::process_row(Step &step, ProcessKey key) {
    const auto [row, is_new] = processes_.edit_or_add(key);
    if (is_new) {
        row.key = key;
        row.state = ProcessState::running;
        row.certainty = Certainty::inferred; // until somebody tells of its start
    }
    step.touched(Table::process, is_new, key.packed());
    return row;
}

ChannelRow &State::channel_row(Step &step, ObjectId id) {
    const auto [row, is_new] = channels_.edit_or_add(id);
    row.id = id;
    step.touched(Table::channel, is_new, id);
    return row;
}

TaskRow &State::task_row(Step &step, ObjectId id) {
    const auto [row, is_new] = tasks_.edit_or_add(id);
    row.id = id;
    step.touched(Table::task, is_new, id);
    return row;
}

PoolRow &State::pool_row(Step &step, ObjectId id) {
    const auto [row, is_new] = pools_.edit_or_add(id);
    row.id = id;
    step.touched(Table::pool, is_new, id);
    return row;
}

LockRow &State::lock_row(Step &step, ObjectId id) {
    const auto [row, is_new] = locks_.edit_or_add(id);
    row.id = id;
    step.touched(Table::lock, is_new, id);
    return row;
}

const PoolRow *State::newest_open_pool() const {
    const PoolRow *newest = nullptr;
    for (const auto &[id, pool] : pools_)
        if (!pool.closed && pool.workers_wanted > 0)
            newest = &pool;
    return newest;
}

void State::apply_stream(Step &step) {
    const Event &event = step.event;
    if (event.kind == EventKind::gap) {
        lost_events_ += static_cast<std::uint64_t>(std::max<std::int64_t>(event.a, 1));
        // What was lost may have been a message's end: order alone no longer tells which one is received next.
        for (auto at = channels_.begin(); at != channels_.end(); ++at)
            if (at->second.is_whole || !at->second.overtaking.empty()) {
                ChannelRow &row = *channels_.edit(at->first);
                row.is_whole = false;
                row.overtaking.clear();
            }
        step.note(Table::program, ChangeKind::updated, 0);
    } else if (event.kind == EventKind::sample_end && event.b == 1) {
        whole_look_ns_ = event.time_ns;
        step.note(Table::program, ChangeKind::updated, 0);
    } else if (event.kind == EventKind::program_started) {
        program_ = Program{.key = event.process, .command = {}, .start_method = enumerator(event.a, StartMethod::forkserver), .exit_code = {}, .ran_before = event.b == 1, .is_over = false};
        if (event.object != 0)
            program_->day_ns = static_cast<std::int64_t>(event.object) - event.time_ns;
        std::string_view rest = event.payload;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\0'), rest.size());
            program_->command.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        step.note(Table::program, ChangeKind::added, 0);
        if (event.process) {
            ProcessRow &row = process_row(step, event.process);
            if (row.role == Role::unknown)
                row.role = Role::main;
            if (row.started_ns == 0 && !program_->ran_before)
                row.started_ns = event.time_ns;
        }
    } else if (event.kind == EventKind::program_exited) {
        if (!program_)
            program_ = Program{.key = event.process, .command = {}, .start_method = StartMethod::none, .exit_code = {}, .ran_before = false, .is_over = false};
        program_->is_over = true;
        const bool is_known = event.b != 1;
        if (is_known)
            program_->exit_code = static_cast<int>(event.a);
        step.note(Table::program, ChangeKind::updated, 0);
        if (event.process && is_known)
            apply_exit(step, event.process, static_cast<int>(event.a));
    }
}

void State::apply_console(Step &step) {
    const Event &event = step.event;
    if (event.process && !processes_.contains(event.process))
        process_row(step, event.process);
    step.note(Table::console, ChangeKind::added, console_rows_);
    if (step.log != nullptr)
        step.log->console_.push_back({console_rows_, event.process, event.a == 2 ? 2 : 1, event.time_ns, event.sequence, event.payload});
    ++console_rows_;
}

} // namespace poolscope::state
