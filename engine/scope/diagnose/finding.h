// SPDX-License-Identifier: Apache-2.0
#pragma once

// Something that is wrong with a program, or worth knowing, as data: what kind of thing, who and what has part in it, since
// when, and how it is known. Sentences are made of it in one place per front end.

#include "engine/core/telemetry/event.h"
#include "engine/core/telemetry/lasting_limit.h"
#include "engine/scope/state/rows.h"

#include <string>
#include <string_view>
#include <vector>

namespace poolscope::diagnose {

enum class FindingKind : std::uint8_t {
    // Stuck: processes that wait for each other, and nobody else can wake them.
    join_before_drain,   // processes[0] waits for the end of [1], which cannot write all it has, because [0] does not read objects[0]
    lock_cycle,          // each waits for a lock that the next one holds; objects[i] is what processes[i] waits for
    self_lock,           // processes[0] waits for objects[0], a lock that it holds itself
    orphaned_lock,       // processes wait for objects[0], a lock that a process held which ended
    dead_pool_reader,    // the same, of the lock around a pool's tasks: no worker gets one any more
    fork_with_held_lock, // processes[0] was forked while another thread of its parent held a lock; it has the lock and not the thread
    missing_eof,         // processes[0] reads objects[0] to its end, which cannot come while it, or another reader, can write there
    self_pipe,           // processes[0] writes into objects[0], which is full and has no reader but itself
    cross_write,         // each writes into a full objects[i] which the next one would have to read, but that one writes, too
    cross_read,          // each waits for a message of the next one in objects[i]
    pool_task_lost,      // processes[0] waits for results of `pool`, whose `count` workers, the others, have nothing to do
    cut_message,         // processes[0] waits for the rest of a message in objects[0], of which nobody is left to write it
    empty_queue,         // processes[i] waits for an item of the queue objects[i], and nobody is left who would put one in
    unnotified,          // processes wait for the condition, event, barrier or semaphore objects[0], which nobody is left to give
    ring,                // each waits for the next one, in different ways: ring_link() of objects[i]
    ghost_end,           // processes[0] reads objects[0] to its end, which cannot come while [1] keeps open, as descriptor `count` (−1:
                         // unknown), an end to write there that it got over a fork and does not use
    nobody_reads,        // the threads of processes[0] wait for each other, while messages wait in its queue objects[0], and nobody else is left who could read there
    own_threads,         // the threads of processes[0] wait for each other
    stuck,               // processes wait for each other in another way
    // Gone wrong.
    results_unread,      // processes[0] does not fetch the results of `pool` from objects[0]: the thread that does is busy or has ended
    timed_ring,          // each of processes waits for objects[i] (0: the end of the next one), which only the next one can give;
                         // `count` of them give up, the first limit_ns after the ring closed, at the latest
    stopped,             // processes were stopped by a signal, and run again when somebody lets them
    crash_loop,          // processes[0] started `count` processes that ended at once, [1] the first of them, and goes on so
    task_lost, pool_broken, owner_died, task_failed, resource_leaked, events_lost,
    // Worth knowing.
    slow_reader,         // processes[0] waits for room in objects[0]; the others, who read there, are busy
    too_few_cpus,        // threads of processes could run more than they do: `cpus`
    small_tasks,         // to hand out the tasks of `pool` and to take their results takes longer than to run them: `cost`. processes[0] owns it, the others work
    fork_with_threads,   // processes[0] had up to `count` threads when the others were forked from it: their locks may be held for ever
    zombie,              // processes[0] ended, and [1], its parent, does not ask how
    orphan,              // processes[0] lives on after the program that started it
    // Who died, and what of: state::obituary() of processes[0] has the rest.
    obituary,
    partial_frame,       // the writer of a message in objects[0] ended in the midst of it; processes may read there
};
std::string_view to_string(FindingKind kind);

enum class Severity : std::uint8_t { error, warning, information };
std::string_view to_string(Severity severity);

struct Finding {
    FindingKind kind = FindingKind::stuck;
    Severity severity = Severity::error;
    Certainty certainty = Certainty::inferred;
    std::vector<ProcessKey> processes; // who has part in it, the culprit first
    std::vector<ProcessKey> waiting;   // who waits for those, and so for nothing
    std::vector<ObjectId> objects;     // channels and locks
    ObjectId task = 0, pool = 0;
    std::string name;                  // of a named resource; why a pool is broken
    std::int64_t since_ns = 0;
    std::int64_t count = 0;
    std::int64_t limit_ns = 0;
    state::Activity cpus;              // of all its threads together, in thousandths of one CPU
    state::TaskCost cost;

    // Processes wait in a way that nobody can end.
    bool is_stuck() const { return kind <= FindingKind::stuck; }
    // Threads of its processes wait for each other.
    bool is_of_waits() const { return kind <= FindingKind::timed_ring; }
    // The program does not get anywhere by itself any more.
    bool is_dead_end() const {
        return is_stuck() || kind == FindingKind::crash_loop || kind == FindingKind::stopped ||
               (kind == FindingKind::results_unread && severity == Severity::error);
    }
    // Of a timed_ring: one of them waits since `from_ns`, and gives up `wait_ns` later unless that is 0.
    void add_limit(std::int64_t from_ns, std::int64_t wait_ns);
    // False when one gets out of the ring soon, as he means to.
    bool has_lasting_limit() const { return count > 0 && limit_ns >= telemetry::shortest_lasting_limit_ns; }
    bool operator==(const Finding &) const = default;
};

} // namespace poolscope::diagnose
