// SPDX-License-Identifier: Apache-2.0
#pragma once

// One thing that happened, as a plain value: the only thing that the engine, the observer, the host, recordings and
// views have in common. Sources differ, events do not.

#include "engine/core/base/process_key.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace poolscope {

// Names an engine object for the whole session: unique across processes and over pid reuse. 0 means none.
// The two directions of a duplex pipe are two channels whose ids differ in the lowest bit only.
using ObjectId = std::uint64_t;

enum class StartMethod : std::uint8_t { none, spawn, fork, forkserver };
enum class Role : std::uint8_t { unknown, main, worker, process, forkserver, resource_tracker, manager, zygote, host };
enum class ProcessState : std::uint8_t { unknown, starting, running, sleeping, waiting, stopped, zombie, dead };
enum class ChannelKind : std::uint8_t { unknown, pipe, duplex_pipe, queue, simple_queue, joinable_queue, tasks, results, socket };
enum class Carrier : std::uint8_t { unknown, descriptor, shared_memory };
enum class Direction : std::uint8_t { none, read = 1, write = 2, both = 3 };
enum class WaitKind : std::uint8_t { none, receive, send, get, put, join, acquire, task, result, connect, pause, child };
enum class TaskOutcome : std::uint8_t { pending, running, value, error, lost, cancelled };
enum class LockKind : std::uint8_t { unknown, lock, rlock, semaphore, bounded_semaphore, condition, event, barrier, file };
constexpr LockKind last_lock_kind = LockKind::file;
enum class ResourceKind : std::uint8_t { unknown, semaphore, shared_memory, directory, socket };
enum class Metric : std::uint8_t { cpu_ns, rss_bytes, pss_bytes, descriptors, inherited_descriptors, threads, start_ns, private_bytes };

// How a fact is known; views show it.
enum class Certainty : std::uint8_t { observed, inferred, heuristic };

// The insight meter: what of a program can be seen, how far, and what stands in the way of more.
enum class Aspect : std::uint8_t { processes, descriptors, waits, waiting_messages, messages, locks };
enum class Sight : std::uint8_t { unseen, partly, seen };
enum class Hindrance : std::uint8_t {
    none,
    sampled,        // only looked at from time to time; what lies between two looks is missed
    no_news,        // the kernel does not tell us of starts and ends
    ended,          // nothing is left of the process but how it ended
    other_user,     // it belongs to somebody else
    not_permitted,  // the kernel lets us look and not attach (kernel.yama.ptrace_scope), or not even look
    traced_already, // by a debugger or another tracer: there can be one only
    foreign_kind,   // statically linked, or of another architecture: no library can be put in front of it
    privileged,     // it changes its user when it starts: no library can be put in front of it
    not_all,        // some of its processes are hindered so
    buffered,       // what stdio reads, and writes when a buffer is full, goes past the preloaded library
    no_call,        // a lock that is free is taken without any system call
};

// What each kind puts into `object`, `a`, `b` and `payload`. "key" is ProcessKey::packed(). `process` is who did it; for
// kinds headed "about a process" it is the process that the fact is about, whoever tells.
enum class EventKind : std::uint16_t {
    // the stream
    gap = 1,            // a: events lost here, because a ring was full or a record was torn
    sample_begin,       // a: number of this sample; facts up to sample_end belong to one look
    sample_end,         // a: number of this sample; b: 1 when it showed who outside of the program has ends of its pipes, too
    note,               // payload: text (a bookmark, a lesson's step)
    program_started,    // object: the time of day then, ns since 1970, 0 when not told; a: StartMethod asked for; b: 1 when it ran before anybody looked; payload: the command line, NUL between words. process: the program
    program_exited,     // a: exit code, −N for signal N; b: 1 when that is not known (a is 0). process: the program
    // about a process
    process_started,    // a: key of the kernel's parent; b: key of who asked for it (differs under forkserver); payload: name
    process_role,       // a: Role; b: StartMethod; object: 1 when it has executed another program since it was told of, 2 when it has rewritten its title; payload: command line, or empty
    process_ready,      // a: ns from the request to the first instruction of the target; told by the child itself; payload: the name that the program gave it, where that was not told before. In a ring of the shim only, in two halves: a 0, by the child; object: the child's key, a: time of the request, by who asked
    process_adopted,    // a: key of the new parent, after the old one ended
    process_state,      // a: ProcessState
    process_metric,     // object: Metric; a: value
    process_exited,     // a: exit code, −N for signal N; b: key of who saw it
    wait_begin,         // object: what is waited on, 0 if unknown; a: WaitKind; b: ns after which it gives up, 0: never, or not told
    wait_end,           // object, a: as in wait_begin
    // channels; creating a duplex pipe creates both of its directions. A send is told before its bytes go, and taken back by
    // message_dropped when it fails: an effect is never told before its cause.
    channel_created,    // object; a: ChannelKind | Carrier << 8; b: capacity in items (queues, 0: no limit) or bytes (pipes); payload: name. Told by the shim only, kind unknown: a connection that nobody has accepted yet, which is channel b as soon as b is not 0
    channel_opened,     // object; a: Direction of the end that `process` now holds; b: 1 when it was inherited over a fork | (its number + 1) << 8 where known
    channel_closed,     // object; a: Direction of the end that `process` gave up
    message_sent,       // object; a: message number, unique in the channel, or 0; b: bytes; payload: the first bytes
    message_received,   // object; a: the number that message_sent had, or 0: first in, first out; b: bytes
    message_dropped,    // object; a: message number; b: bytes: it will never be received (torn by a dead writer, or undecodable)
    queue_depth,        // object; a: items; b: bytes
    // pools and tasks
    pool_created,       // object; a: workers wanted; b: StartMethod; payload: name
    pool_resized,       // object; a: workers wanted
    pool_closed,        // object; a: 0 closed, 1 terminated, 2 broken; payload: the reason when broken
    worker_joined,      // object: pool; process: the worker; a: worker number from 1
    worker_left,        // object: pool; process: the worker; a: its exit code
    task_submitted,     // object: task; a: pool; b: items in it; payload: the task as it travels, a pickle of (job, i, func, args, kwds), the first bytes
    task_assigned,      // object: task; a: key of the worker; b: pool
    task_started,       // object: task; b: pool; process: the worker
    task_finished,      // object: task; a: TaskOutcome::value or ::error; b: ns it ran; payload: the result as it travels, a pickle of (job, i, (ok, value)), the first bytes
    task_lost,          // object: task; a: key of the worker; b: its exit code
    task_cancelled,     // object: task
    task_retried,       // object: task; a: attempt, from 2
    // locks
    lock_created,       // object; a: LockKind; b: maximum value; payload: its name, or that of its semaphore ("/mp-…"), or nothing; of a file its path
    lock_acquired,      // object; a: value left; b: recursion depth
    lock_released,      // object; a: value left; b: recursion depth left
    lock_broken,        // object; a: key of the owner that ended while holding it
    // named resources
    resource_registered,   // a: ResourceKind; payload: name
    resource_unregistered, // a: ResourceKind; payload: name
    resource_leaked,       // a: ResourceKind; payload: name
    // output
    console_output,     // a: 1 stdout, 2 stderr; payload: the bytes written
    // about the looking itself
    insight,            // object: Aspect; a: Sight; b: Hindrance; payload: the command that would show more, if there is one
    // about a process, of one of its threads: who could wake it
    thread_blocked,     // nobody but the processes in the payload can wake it (8 bytes each, ProcessKey::packed()); object: as in wait_begin; a: WaitKind | ns after which it gives up at the latest << 8, a lock of a channel is acquire and the channel, a lock among its own threads acquire and 0, several things none and 0; b: how many processes were told already, when a payload cannot hold all. Of a lock inferred: they own it; heuristic: it is taken, and none of them owns it. Told anew after every time that it ran
    thread_unblocked,   // it runs, or a person or somebody unseen can wake it, or time, but for a wait of which that is told
    free_threads,       // about a process. a: how many of its threads are not told of as blocked, or give up after a time
    out_of_memory,      // about a process that SIGKILL ended: the kernel did that for want of memory. Observed: its log names the process; inferred: its cgroup's counter rose meanwhile
    // about a named resource: who has it mapped
    resource_opened,    // a: ResourceKind; payload: name. process: who has it now
    resource_closed,    // a: ResourceKind; payload: name. process: who has it no longer
    // about a channel, as a look shows it, or who reads there finds
    message_torn,       // object; a: bytes of the message that wait; b: bytes that it should have, 0 both when not known: the rest will not come, and nothing behind it can be read. Heuristic: its reader takes for a length (b) what is none
    // about a process, of one of its threads, about once a second while it differs
    thread_activity,    // a: of a thousand parts of the time, those with a CPU | those in which it could have run and had none << 16; −1: it has ended; b: when it ran last, told some seconds later, 0: since then
    // about a pool of a foreign program
    pool_pace,          // object; a: ns that a worker needs for a task, at most; b: ns that its owner needs to hand one out and to take its result, 0: too few tasks to tell. process: the owner
};

enum class EventFlag : std::uint8_t { none = 0, payload_truncated = 1 };

struct Event {
    std::uint64_t sequence = 0;   // given by the host; the recorded order is law
    std::int64_t time_ns = 0;     // CLOCK_MONOTONIC
    ProcessKey process{};
    std::int32_t thread = 0;      // kernel thread id
    EventKind kind = EventKind::note;
    Certainty certainty = Certainty::observed;
    EventFlag flags = EventFlag::none;
    ObjectId object = 0;
    std::int64_t a = 0;
    std::int64_t b = 0;
    std::string payload{};        // at most telemetry::payload_limit bytes; flags says when it was cut

    bool is_truncated() const { return flags == EventFlag::payload_truncated; }
    bool operator==(const Event &) const = default;
};

namespace telemetry {
constexpr std::size_t payload_limit = 448;
constexpr EventKind last_event_kind = EventKind::pool_pace;
}

// Names as the command line prints and the filter language reads them: "message_sent", "forkserver", …
std::string_view to_string(EventKind);
std::string_view to_string(StartMethod);
std::string_view to_string(Role);
std::string_view to_string(ProcessState);
std::string_view to_string(ChannelKind);
std::string_view to_string(Carrier);
std::string_view to_string(Direction);
std::string_view to_string(WaitKind);
std::string_view to_string(TaskOutcome);
std::string_view to_string(LockKind);
std::string_view to_string(ResourceKind);
std::string_view to_string(Metric);
std::string_view to_string(Certainty);
std::string_view to_string(Aspect);
std::string_view to_string(Sight);
std::string_view to_string(Hindrance);
// A name for one of many that have none: "RLock-2".
std::string numbered_name(LockKind, std::uint32_t number);
// Every name is the enumerator's own; a number that is no enumerator is "?".
// The reverse; the zero value (StartMethod::none) when the name is unknown.
StartMethod start_method_from(std::string_view name);
ResourceKind resource_kind_from(std::string_view name);

} // namespace poolscope
