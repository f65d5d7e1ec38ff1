// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known about a running or recorded program at one moment: a pure fold over events. No clock, no I/O, no
// thread; live sessions, replay, the command line and tests use this same reducer. Copyable: a copy is a keyframe.

#include "engine/core/telemetry/event.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolscope::state {

struct Wait {
    WaitKind kind = WaitKind::none;
    ObjectId object = 0;
    std::int64_t since_ns = 0;
};

struct ProcessRow {
    ProcessKey key;
    ProcessKey parent;          // the kernel's
    ProcessKey starter;         // who asked for it
    std::string name;
    std::string command;
    Role role = Role::unknown;
    StartMethod start_method = StartMethod::none;
    ProcessState state = ProcessState::unknown;
    Certainty certainty = Certainty::observed;
    std::optional<int> exit_code; // −N for signal N
    std::int64_t started_ns = 0;
    std::int64_t ready_after_ns = 0; // from the request to the first instruction of the target, 0 if unknown
    std::int64_t ended_ns = 0;       // 0 while alive
    std::map<std::int32_t, Wait> waits; // by thread
    ObjectId task = 0;               // in hand
    ObjectId pool = 0;               // whose worker it is
    int worker_number = 0;
    bool adopted = false;            // its first parent ended before it
    std::map<Metric, std::int64_t> metrics;
    std::uint64_t messages_sent = 0, messages_received = 0;
    std::uint64_t tasks_done = 0;

    bool is_alive() const { return !exit_code && state != ProcessState::dead; }
    // What the longest-waiting thread waits on, or null.
    const Wait *longest_wait() const;
};

struct ChannelEnd {
    ProcessKey process;
    Direction direction = Direction::none;
};

struct InFlight {
    std::int64_t number = 0;
    std::int64_t bytes = 0;
    std::uint64_t message = 0; // index of the MessageRow in the session's log
};

struct ChannelRow {
    ObjectId id = 0;
    ChannelKind kind = ChannelKind::unknown;
    Carrier carrier = Carrier::unknown;
    std::string name;
    std::int64_t capacity = 0;
    ProcessKey creator;
    std::int64_t created_ns = 0;
    std::vector<ChannelEnd> ends;
    std::uint64_t sent = 0, received = 0, dropped = 0;
    std::uint64_t bytes_sent = 0, bytes_received = 0;
    std::int64_t depth_items = 0, depth_bytes = 0;
    std::deque<InFlight> in_flight;
};

struct TaskRow {
    ObjectId id = 0;
    ObjectId pool = 0;
    std::string call;   // pickle of (function name, arguments), the first bytes
    std::string result; // pickle, the first bytes
    bool call_truncated = false, result_truncated = false;
    TaskOutcome outcome = TaskOutcome::pending;
    ProcessKey worker;
    int attempt = 1;
    std::int64_t items = 1;
    int worker_exit_code = 0; // when lost
    std::int64_t submitted_ns = 0, assigned_ns = 0, started_ns = 0, ended_ns = 0;
    std::int64_t ran_ns = 0; // as the worker measured it
};

struct PoolRow {
    ObjectId id = 0;
    std::string name;
    ProcessKey owner;
    StartMethod start_method = StartMethod::none;
    std::int64_t workers_wanted = 0;
    std::vector<ProcessKey> workers; // present ones
    std::uint64_t submitted = 0, finished = 0, failed = 0, lost = 0, cancelled = 0;
    bool closed = false;
    std::string broken_reason;
};

struct LockHolder {
    ProcessKey process;
    std::int32_t thread = 0;
    std::int64_t depth = 1;
    std::int64_t since_ns = 0;
};

struct LockRow {
    ObjectId id = 0;
    LockKind kind = LockKind::unknown;
    std::string name;
    std::int64_t maximum = 1, value = 1;
    std::vector<LockHolder> holders;
    std::optional<ProcessKey> died_holding;
};

struct ResourceRow {
    std::string name;
    ResourceKind kind = ResourceKind::unknown;
    ProcessKey creator;
    bool registered = true, leaked = false;
    std::int64_t created_ns = 0;
};

// One row of the message log. The log only grows; what was true at an earlier moment follows from the two sequences.
struct MessageRow {
    std::uint64_t index = 0; // its own place in the log
    ObjectId channel = 0;
    ProcessKey from, to;     // `to` empty until received
    std::int64_t number = 0;
    std::int64_t bytes = 0;
    std::int64_t sent_ns = 0, received_ns = 0;               // 0: not seen (yet)
    std::uint64_t sent_sequence = 0, received_sequence = 0;  // 0: not seen (yet)
    std::string payload;
    bool truncated = false;
    bool dropped = false;
};

enum class Table : std::uint8_t { process, channel, task, pool, lock, resource, message, console, program };
enum class ChangeKind : std::uint8_t { added, updated, removed };

struct Change {
    Table table = Table::process;
    ChangeKind kind = ChangeKind::updated;
    std::uint64_t id = 0; // ProcessKey::packed(), ObjectId, or index of the row in the message or console log
    bool operator==(const Change &) const = default;
};
using Changes = std::vector<Change>;

// Messages and output: append-only, held once per session beside the State so that keyframes stay small.
class Log;

struct Program {
    ProcessKey key;
    std::vector<std::string> command;
    StartMethod start_method = StartMethod::none;
    std::optional<int> exit_code;
};

class State {
public:
    // Folds one event in and appends what it changed. With a null log, messages are counted but not kept.
    void apply(const Event &event, Changes &changes, Log *log);

    const std::map<ProcessKey, ProcessRow> &processes() const { return processes_; }
    const std::map<ObjectId, ChannelRow> &channels() const { return channels_; }
    const std::map<ObjectId, TaskRow> &tasks() const { return tasks_; }
    const std::map<ObjectId, PoolRow> &pools() const { return pools_; }
    const std::map<ObjectId, LockRow> &locks() const { return locks_; }
    const std::map<std::string, ResourceRow> &resources() const { return resources_; }
    const std::optional<Program> &program() const { return program_; }

    const ProcessRow *process(ProcessKey key) const;
    const ChannelRow *channel(ObjectId id) const;
    const TaskRow *task(ObjectId id) const;
    // The live process with that pid, or else the one that had it last.
    const ProcessRow *process_with_pid(pid_t pid) const;

    std::int64_t time_ns() const { return time_ns_; }          // of the last event
    std::uint64_t sequence() const { return sequence_; }
    std::uint64_t events() const { return events_; }           // applied so far
    std::uint64_t lost_events() const { return lost_events_; } // sum of all gaps

private:
    std::map<ProcessKey, ProcessRow> processes_;
    std::map<ObjectId, ChannelRow> channels_;
    std::map<ObjectId, TaskRow> tasks_;
    std::map<ObjectId, PoolRow> pools_;
    std::map<ObjectId, LockRow> locks_;
    std::map<std::string, ResourceRow> resources_;
    std::optional<Program> program_;
    std::int64_t time_ns_ = 0;
    std::uint64_t sequence_ = 0, events_ = 0, lost_events_ = 0;
};

} // namespace poolscope::state
