// SPDX-License-Identifier: Apache-2.0
#pragma once

// All that can be seen of a tree of processes at one moment: who holds which end of which pipe and socket, which semaphores
// they share and who owns them, and on what every thread waits. A plain value. What may not be seen is said, process by process.

#include "engine/scope/observe/kernel/access.h"
#include "engine/scope/observe/kernel/blocked_call.h"
#include "engine/scope/observe/kernel/semaphore.h"
#include "engine/scope/observe/program/process_role.h"
#include "engine/scope/observe/program/process_tree.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace poolscope::observe {

// What makes a pipe, a named pipe, a socket or an eventfd the same object in two processes.
struct ObjectKey {
    DescriptorKind kind = DescriptorKind::unknown;
    std::uint64_t device = 0;
    std::uint64_t object = 0;
    auto operator<=>(const ObjectKey &) const = default;
};
ObjectKey object_key(const Descriptor &descriptor);

struct ThreadView {
    ThreadState state;
    BlockedCall block;
};

struct ProcessView {
    ProcessStat stat;
    ProcessRole role;
    std::string command_line;
    bool is_in_tree = true; // false: an outsider that holds an end of something of the tree
    Insight insight = Insight::nothing;
    std::vector<Descriptor> descriptors;
    std::vector<ThreadView> threads;
    std::vector<MappedSemaphore> semaphores;
    std::vector<SemLock> locks;
    std::optional<std::int64_t> own_memory; // bytes, shared pages counted in parts (PSS): see add_proportional_memory()
    std::vector<Mapping> shared_memory; // writable, shared with whoever maps the same file

    const Descriptor *descriptor(int number) const;
    bool is_forked_copy() const { return role.start_method == StartMethod::fork || role.start_method == StartMethod::forkserver; }
};

struct EndView {
    ProcessKey process;
    int descriptor = -1;
    Direction direction = Direction::none;
};

struct PipeView {
    ObjectKey key;
    std::vector<EndView> ends;
    std::optional<PipeFill> fill;

    bool is_held(ProcessKey process, Direction direction) const;
    // The lowest that it has there, −1 when that process has none.
    int number_in(ProcessKey process) const;
};

struct SocketView {
    std::uint64_t inode = 0, peer = 0;
    UnixSocket state; // empty for one that is not a Unix socket
    std::optional<InetSocket> internet; // of one on which a thread waited
    std::vector<EndView> ends;
};

struct SemaphoreView {
    FileId file;
    std::optional<SemaphoreValue> value;
    std::optional<SemLock> lock; // kind, maximum, name: the same in every process
    std::vector<ProcessKey> mapped_by;
    std::vector<ProcessKey> held_by;  // maximum 1 and count above 0
    bool was_released_by_others = false; // somebody released it more often than he acquired it: it is used as a signal
};

// A lock on a file for which somebody waits; the others are not looked for.
struct FileLockView {
    std::string path;
    std::set<ProcessKey> held_by; // of the tree, or one outsider
    std::set<std::pair<ProcessKey, std::int32_t>> awaited_by; // threads
};

struct Snapshot {
    std::int64_t time_ns = 0;
    ProcessKey root;
    bool has_outsiders = false; // were looked for
    std::vector<ProcessView> processes; // the tree in its order, then outsiders
    std::map<ObjectKey, PipeView> pipes;
    std::map<std::uint64_t, SocketView> sockets; // Unix sockets, and connections over the network on which a thread waited, by inode
    std::map<FileId, SemaphoreView> semaphores;  // in the order in which they were made

    std::map<FileId, FileLockView> file_locks;

    const ProcessView *process(ProcessKey key) const;
    const PipeView *pipe(const Descriptor &descriptor) const;
    // A copy of its parent's at the fork: it has the same number for the same thing.
    bool is_inherited(const ProcessView &process, int descriptor) const;
    // The lowest of all.
    Insight insight() const;
};

// The wait channels of all its sleeping threads, where they may be known.
void add_wait_channels(Snapshot &snapshot, ProcessSource &source);

// What each living process of the tree has of its own. The kernel walks all its pages for it: 0.1 ms and more a process.
void add_proportional_memory(Snapshot &snapshot, ProcessSource &source);

// The locks on files for which threads of the tree wait, and who has them.
void add_file_locks(Snapshot &snapshot, ProcessSource &source);

enum class Extent { tree, with_outsiders };

// Looks only at what may have changed: a process that was given no CPU since the last look is as it was, and heaps are searched for
// locks only once a process and again when its semaphores change. One a source.
class SnapshotTaker {
public:
    explicit SnapshotTaker(ProcessSource &source) : source_(source) {}
    // not_found when no process of the tree is there. `known` as for scan_tree.
    Result<Snapshot> take(ProcessKey root, std::span<const ProcessKey> known, Extent extent, std::int64_t time_ns);
    // The same of a tree that was scanned a moment ago.
    Result<Snapshot> take(const ProcessTree &tree, ProcessKey root, Extent extent, std::int64_t time_ns);

private:
    struct KnownLocks {
        std::uint64_t image = 0;
        std::vector<std::uint64_t> addresses; // of the semaphores that were there when the heap was searched
        std::vector<SemLock> locks;
        // A semaphore is mapped a moment before its lock is made, and a program in C makes none: searched again, ever more rarely.
        bool are_all_found = false;
        int looks = 0, next_search = 1;
    };

    struct Kept {
        std::uint64_t activity = 0; // when it was looked at
        ProcessView view;
    };

    // `parent` where it was looked at before.
    ProcessView look_at(const ProcessStat &stat, const ProcessView *parent);
    const ProcessView *kept_view(const ProcessStat &stat, const Result<std::uint64_t> &activity) const;
    bool all_rest(const std::vector<ProcessKey> &processes) const;
    void read_fill(PipeView &pipe, const std::set<ProcessKey> &members);
    void look_inside(ProcessView &view);
    void find_locks(ProcessView &view);
    void add_outsiders(Snapshot &snapshot);
    void connect(Snapshot &snapshot);
    void add_connections(Snapshot &snapshot);

    ProcessSource &source_;
    std::map<ProcessKey, KnownLocks> known_locks_;
    std::map<ProcessKey, Kept> kept_;
    std::set<ProcessKey> resting_;           // in this look: those that are as they were
    std::map<ObjectKey, PipeFill> fills_;    // of the last look
    std::map<FileId, SemaphoreValue> values_;
    std::map<std::uint64_t, std::optional<InetSocket>> connections_; // by inode, of sockets that are open still
    std::uint64_t looks_ = 0;
};

} // namespace poolscope::observe
