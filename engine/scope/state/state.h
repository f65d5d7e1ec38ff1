// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known about a running or recorded program at one moment: a pure fold over events. No clock, no I/O, no
// thread; live sessions, replay, the command line and tests use this same reducer. Copyable: a copy is a keyframe, and
// shares with its original the rows that neither changes; both belong to one thread.
//
// An event about something never announced (watching began late, or the announcement was lost) makes its row.

#include "engine/core/base/error.h"
#include "engine/scope/state/change.h"
#include "engine/scope/state/log.h"
#include "engine/scope/state/row_table.h"
#include "engine/scope/state/rows.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace poolscope::state {

class State {
public:
    // A session has millions of tasks, and only the newest of them change.
    using TaskTable = RowTable<ObjectId, TaskRow, 256>;

    // Folds one event in and appends what it changed, to whoever wants to know. Without a log, messages and output are counted
    // but not kept.
    void apply(const Event &event, Changes *changes = nullptr, Log *log = nullptr);

    // As if nobody had told of that task; its pool goes on counting it.
    void forget_task(ObjectId id) { tasks_.erase(id); }

    const RowTable<ProcessKey, ProcessRow> &processes() const { return processes_; }
    const RowTable<ObjectId, ChannelRow> &channels() const { return channels_; }
    const TaskTable &tasks() const { return tasks_; }
    const RowTable<ObjectId, PoolRow> &pools() const { return pools_; }
    const RowTable<ObjectId, LockRow> &locks() const { return locks_; }
    const RowTable<std::string, ResourceRow> &resources() const { return resources_; }
    const std::optional<Program> &program() const { return program_; }

    const ProcessRow *process(ProcessKey key) const { return processes_.look(key); }
    const ChannelRow *channel(ObjectId id) const { return channels_.look(id); }
    const TaskRow *task(ObjectId id) const { return tasks_.look(id); }
    const PoolRow *pool(ObjectId id) const { return pools_.look(id); }
    // The one whose workers a person means who names no pool; null when there is none.
    const PoolRow *newest_open_pool() const;
    const LockRow *lock(ObjectId id) const { return locks_.look(id); }
    // The live process with that pid, or else the one that had it last.
    const ProcessRow *process_with_pid(pid_t pid) const;

    std::int64_t time_ns() const { return time_ns_; }          // of the last event
    std::int64_t whole_look_ns() const { return whole_look_ns_; } // the last one that showed the whole program and its neighbours; 0: none
    std::uint64_t sequence() const { return sequence_; }
    std::uint64_t events() const { return events_; }           // applied so far
    std::uint64_t lost_events() const { return lost_events_; } // sum of all gaps
    std::uint64_t messages() const { return messages_; }       // rows of the message log made so far
    std::uint64_t console_rows() const { return console_rows_; }

    bool operator==(const State &) const = default;

private:
    struct Step; // one event on its way in

    ProcessRow &process_row(Step &step, ProcessKey key);
    ChannelRow &channel_row(Step &step, ObjectId id);
    TaskRow &task_row(Step &step, ObjectId id);
    PoolRow &pool_row(Step &step, ObjectId id);
    LockRow &lock_row(Step &step, ObjectId id);
    void create(LockRow &lock, const Event &event);
    void name_lock(LockRow &lock, LockKind kind, std::string_view told);
    MessageRow *message_row(Step &step, std::uint64_t index);
    std::uint64_t add_message(Step &step, const ChannelRow &channel);

    void apply_stream(Step &step);
    void apply_process(Step &step);
    std::int64_t threads_beside_fork(const ProcessRow &child) const;
    void apply_exit(Step &step, ProcessKey key, int exit_code);
    void apply_wait(Step &step);
    void apply_block(Step &step);
    void apply_activity(Step &step);
    void apply_channel(Step &step);
    void announce_channel(Step &step, ChannelRow &row);
    void apply_sent(Step &step);
    void apply_received(Step &step);
    void apply_dropped(Step &step);
    void apply_pool(Step &step);
    void apply_task(Step &step);
    void apply_task_start(Step &step);
    void apply_task_end(Step &step);
    void set_pool(Step &step, TaskRow &task, ObjectId pool);
    void set_outcome(Step &step, TaskRow &task, TaskOutcome outcome);
    void put_in_hand(Step &step, ProcessKey worker, ObjectId task);
    void apply_lock(Step &step);
    void apply_resource(Step &step);
    void apply_tracker_lines(Step &step);
    ResourceRow &resource_row(Step &step, const std::string &name, Certainty certainty);
    void use_end(ChannelRow &row, ProcessKey process, Direction direction);
    void remember_message(Step &step, ProcessRow &row, std::uint64_t message, Direction direction);
    void apply_console(Step &step);
    void apply_insight(Step &step);

    RowTable<ProcessKey, ProcessRow> processes_;
    RowTable<ObjectId, ChannelRow> channels_;
    TaskTable tasks_;
    RowTable<ObjectId, PoolRow> pools_;
    RowTable<ObjectId, LockRow> locks_;
    RowTable<std::string, ResourceRow> resources_;
    std::array<std::uint32_t, static_cast<std::size_t>(last_lock_kind) + 1> lock_numbers_{};
    std::optional<Program> program_;
    std::int64_t time_ns_ = 0, whole_look_ns_ = 0;
    std::uint64_t sequence_ = 0, events_ = 0, lost_events_ = 0, messages_ = 0, console_rows_ = 0;
};

} // namespace poolscope::state
