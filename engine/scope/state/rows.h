// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known about one process, channel, task, pool, lock, resource or message at one moment: plain values, made by
// State from events.

#include "engine/core/telemetry/event.h"
#include "engine/scope/state/compact_text.h"
#include "engine/scope/state/pace.h"

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
    std::int64_t limit_ns = 0; // it gives up so long after it began; 0: never, or nobody told
    bool operator==(const Wait &) const = default;
};

// A thread that nobody but `wakers` can wake, or time when it has a limit.
struct Block {
    WaitKind kind = WaitKind::none; // none: several things at once
    ObjectId object = 0;
    std::int64_t since_ns = 0;      // it has not run since
    Certainty certainty = Certainty::observed; // of a lock: inferred when they own it, heuristic when nobody does and it is taken
    std::vector<ProcessKey> wakers;
    std::int64_t limit_ns = 0;      // it gives up so long after since_ns at the latest; 0: never
    bool gives_up() const { return limit_ns > 0; }
    bool operator==(const Block &) const = default;
};

// What a thread has of the CPUs.
struct Activity {
    int had = 0, lacked = 0;         // of a thousand parts of the time; lacked: it could have run, and others did
    std::int64_t rests_since_ns = 0; // it has not run since; 0: it has, some seconds ago at most
    int wanted() const { return had + lacked; }
    bool operator==(const Activity &) const = default;
};

// One that a process sent or received.
struct LastMessage {
    std::uint64_t message = 0; // index of the MessageRow in the session's log
    ObjectId channel = 0;
    Direction direction = Direction::none; // write: it sent it
    std::int64_t bytes = 0;
    std::int64_t time_ns = 0;
    bool operator==(const LastMessage &) const = default;
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
    std::int64_t state_since_ns = 0;
    Certainty certainty = Certainty::observed;
    std::optional<int> exit_code; // −N for signal N
    Certainty exit_certainty = Certainty::observed;
    std::optional<Certainty> out_of_memory; // the kernel ended it for want of memory
    std::int64_t started_ns = 0;
    std::int64_t ready_after_ns = 0; // from the request to the first instruction of the target, 0 if unknown
    std::int64_t ended_ns = 0;       // 0 while alive
    std::map<std::int32_t, Wait> waits; // by thread
    std::map<std::int32_t, Block> blocks; // by thread
    std::map<std::int32_t, Activity> activities; // by thread; empty: nobody told
    std::optional<std::int64_t> free_threads; // beside those in blocks that never give up; nothing: not looked at
    ObjectId task = 0;               // in hand; of an ended process: in hand when it ended
    ObjectId pool = 0;               // whose worker it is
    int worker_number = 0;
    std::int64_t forked_beside_threads = 0; // how many other threads its parent had when it was forked off
    bool adopted = false;            // its first parent ended before it
    std::map<Metric, std::int64_t> metrics;
    std::uint64_t messages_sent = 0, messages_received = 0;
    std::vector<LastMessage> last_messages; // oldest first
    std::uint64_t tasks_done = 0;
    std::int64_t task_ended_ns = 0;  // the last one that it did; 0: none

    bool is_alive() const { return !exit_code && state != ProcessState::dead; }
    // Of an ended process nobody waits or runs any more.
    void forget_threads();
    // What the longest-waiting thread waits on, or null.
    const Wait *longest_wait() const;
    bool operator==(const ProcessRow &) const = default;
};

struct ChannelEnd {
    ProcessKey process;
    Direction direction = Direction::none;
    Direction inherited = Direction::none; // of that, what came with a fork
    Direction used = Direction::none;      // seen to be written to, read from or waited on
    int descriptor = -1;                   // its number in the process, of several one to write to; −1 when nobody told
    bool operator==(const ChannelEnd &) const = default;
};

struct InFlight {
    std::int64_t number = 0;
    std::int64_t bytes = 0;
    std::uint64_t message = 0; // index of the MessageRow in the session's log
    bool operator==(const InFlight &) const = default;
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
    std::deque<InFlight> in_flight;  // sent, not yet received, oldest first
    std::deque<InFlight> overtaking; // received, though nobody has yet told of sending them
    std::uint64_t torn = 0;          // messages of which the rest will never come
    // The last that could only write and gave it up: who was set up to write here does not hold the other end, too.
    ProcessKey writer_left;
    std::int64_t writer_left_ns = 0;
    bool is_whole = false;           // told of from its creation on and without a gap, so that first in is first out
    bool operator==(const ChannelRow &) const = default;
};

struct TaskRow {
    ObjectId id = 0;
    ObjectId pool = 0;
    CompactText call;   // pickle of (function name, arguments), the first bytes
    CompactText result; // pickle, the first bytes
    ProcessKey worker;
    std::int64_t items = 1;
    int attempt = 1;
    int worker_exit_code = 0; // when lost
    bool call_truncated = false, result_truncated = false;
    TaskOutcome outcome = TaskOutcome::pending;
    std::int64_t submitted_ns = 0, assigned_ns = 0, started_ns = 0, ended_ns = 0;
    std::int64_t ran_ns = 0; // as the worker measured it
    bool operator==(const TaskRow &) const = default;
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
    bool terminated = false;
    std::string broken_reason;
    Pace pace;
    PaceWindow pace_window; // tasks since it was measured
    bool operator==(const PoolRow &) const = default;
};

struct LockHolder {
    ProcessKey process;
    std::int32_t thread = 0;
    std::int64_t depth = 1;
    std::int64_t since_ns = 0;
    Certainty certainty = Certainty::observed; // inferred: seen to hold it at a look, not told of taking it
    bool operator==(const LockHolder &) const = default;
};

// What became of the units of a semaphore so far. Only who gives back what it took is missed when it ends with some.
enum class SemaphoreUse : std::uint8_t {
    untold,
    held,      // given back by who took it, as in a with block
    passed_on, // given back by another one: the free places of a queue
    counted,   // it began with none, or without a limit: it counts something, and nobody has any of it
};

struct LockRow {
    ObjectId id = 0;
    LockKind kind = LockKind::unknown;
    std::uint32_t number = 0; // of its kind, from 1; 0: it has a name of its own
    std::string name;         // "Lock-1" where the program gave none
    std::string semaphore;    // "/mp-…", where it has one that is known
    SemaphoreUse use = SemaphoreUse::untold;
    std::int64_t maximum = 1, value = 1;
    std::vector<LockHolder> holders;
    std::optional<ProcessKey> died_holding; // the last one that ended while it held the lock
    bool is_semaphore() const { return kind == LockKind::semaphore || kind == LockKind::bounded_semaphore; }
    // Nobody can do for its holder what that one has not done when it ends.
    bool is_missed() const { return is_semaphore() ? use == SemaphoreUse::held : kind != LockKind::file; }
    bool operator==(const LockRow &) const = default;
};

struct ResourceRow {
    std::uint64_t id = 0; // counts up from 1 over the session
    std::string name;
    ResourceKind kind = ResourceKind::unknown;
    ProcessKey creator;
    Certainty creator_certainty = Certainty::observed; // heuristic: the first one seen with it
    std::vector<ProcessKey> holders; // who has it mapped, as far as anybody looked
    bool registered = true, leaked = false;
    std::int64_t created_ns = 0;
    bool operator==(const ResourceRow &) const = default;
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
    bool operator==(const MessageRow &) const = default;
};

// One row of the console log: what a process wrote at once.
struct ConsoleRow {
    std::uint64_t index = 0;
    ProcessKey process;
    int stream = 1; // 1 stdout, 2 stderr
    std::int64_t time_ns = 0;
    std::uint64_t sequence = 0;
    std::string text;
    bool operator==(const ConsoleRow &) const = default;
};

// How far one aspect of the program is seen, and what stands in the way of more.
struct Insight {
    Sight sight = Sight::unseen;
    Hindrance hindrance = Hindrance::none;
    std::string remedy; // the command that would show more; may be empty
    bool operator==(const Insight &) const = default;
};

struct Program {
    ProcessKey key;
    std::vector<std::string> command;
    StartMethod start_method = StartMethod::none;
    std::optional<int> exit_code;
    bool ran_before = false; // it was attached to, not started
    bool is_over = false;    // also when its exit code is not known
    std::int64_t day_ns = 0; // to be added to the time of an event for nanoseconds since 1970; 0: not known
    std::map<Aspect, Insight> insight{}; // the insight meter as it stood last; empty: nobody measured
    // Its system calls are stopped at: the one way of looking in which a lock that is free is taken unseen and all else is not.
    bool is_traced() const;
    bool operator==(const Program &) const = default;
};

} // namespace poolscope::state
