// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the pipes and semaphores of a snapshot are to their program: multiprocessing's queues, locks, sentinels. Told from the
// order in which CPython makes them (a Queue is a pipe, two locks and a bounded semaphore, and so on), and so a guess wherever
// a program may do the same by hand: every answer carries how it is known.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/snapshot/snapshot.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace poolscope::observe {

enum class PipeUse : std::uint8_t {
    channel,  // carries a program's messages
    sentinel, // its end tells that a child ended (Process.sentinel)
    lifeline, // its end tells a child that its parent ended
    tracker,  // to the resource tracker
    internal, // of a forkserver
};

struct RecognisedChannel {
    ObjectId id = 0;
    ChannelKind kind = ChannelKind::unknown;
    Certainty certainty = Certainty::observed;
    std::string name;
    ObjectKey pipe;         // pipes and queues
    std::uint64_t socket = 0; // a connected pair of Unix sockets: the inode of the one end; `id` is its way of reading
    std::optional<FileId> read_lock, write_lock, free_slots;
    std::int64_t capacity = 0;       // items of a queue (0: no limit), bytes of a pipe
    std::optional<std::int64_t> items; // puts minus gets, where its semaphore tells
};

struct RecognisedLock {
    ObjectId id = 0;
    LockKind kind = LockKind::unknown;
    Certainty certainty = Certainty::observed;
    std::string name;
    std::vector<FileId> files;         // its semaphores, the one that it is first; or the file that is locked
    std::string semaphore;             // "/mp-…"; empty under fork, and of one on a file
    ProcessKey owner;                  // of the tree: whoever has it open
    std::vector<ProcessKey> held_by;
    std::optional<std::int64_t> value; // how many may take it now
    std::int64_t waiters = 0;          // stays too high after one was killed
    std::int64_t maximum = 1;
};

// A multiprocessing.Pool: its workers have closed the writing end of its tasks and the reading end of its results. Or a
// concurrent.futures.ProcessPoolExecutor, which is told from its queue of calls: a bounded one, made right before a simple one.
struct RecognisedPool {
    ObjectId id = 0;
    std::string name;
    ProcessKey owner;
    ObjectId tasks = 0, results = 0, notifier = 0; // channels
    std::vector<ProcessKey> workers;
};

struct Recognition {
    std::map<ObjectKey, PipeUse> pipe_uses;
    std::map<ObjectKey, ProcessKey> sentinel_of; // the child that a sentinel or lifeline belongs to
    std::vector<RecognisedChannel> channels;
    std::vector<RecognisedLock> locks;
    std::vector<RecognisedPool> pools;
    std::set<ProcessKey> managers; // processes that serve a Manager's objects; heuristic

    const RecognisedChannel *channel(const ObjectKey &pipe) const;
    const RecognisedChannel *channel_of_socket(std::uint64_t inode) const;
    const RecognisedChannel *channel_with_lock(const FileId &file) const;
    const RecognisedLock *lock(const FileId &semaphore) const;
    const RecognisedPool *pool_of_worker(ProcessKey worker) const;
    bool is_channel(const ObjectKey &pipe) const;
};

Recognition recognise(const Snapshot &snapshot);
// Finds the pools among the simple queues, and names their channels for what they are. Done by recognise().
void find_pools(const Snapshot &snapshot, Recognition &recognition);
// Whether the free slots of a queue are those of an executor's calls, whose workers were forked.
bool is_of_forked_executor(const Snapshot &snapshot, const SemaphoreView &free_slots);

// The same id for the same object in every snapshot of this boot, from its inode.
ObjectId object_id(const ObjectKey &key);
ObjectId object_id(const FileId &file);
// Of the pool whose tasks a channel carries: as steady as the channel's.
constexpr ObjectId pool_on(ObjectId tasks) { return tasks ^ 2; }

} // namespace poolscope::observe
