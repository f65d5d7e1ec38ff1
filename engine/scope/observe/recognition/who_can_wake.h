// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which processes alone can end a thread's wait: the edges of the graph in which a deadlock is a part that nobody outside of it
// can wake. Whoever cannot be named (time, a person at a terminal, the network, a process that we cannot look into) makes the
// answer "nobody knows", so that a wait that may end is never taken for one that cannot. One that gives up after a known time is told with that
// time (Block::limit_ns).

#include "engine/scope/observe/recognition/recognition.h"

#include <map>
#include <optional>
#include <set>

namespace poolscope::observe {

struct Wakers {
    std::vector<ProcessKey> processes; // sorted; of one's own process: another thread of it
    // Of a lock: inferred when they own it, heuristic when none of them does and it is taken all the same.
    Certainty certainty = Certainty::observed;
};

// What somebody outside of the tree has an end of, or maps. Remembered between snapshots that show outsiders, for those that do not.
struct HeldOutside {
    std::set<ObjectKey> objects;
    std::set<FileId> memory;
};
HeldOutside held_outside(const Snapshot &snapshot);

class WakerFinder {
public:
    WakerFinder(const Snapshot &snapshot, const Recognition &recognition, const HeldOutside &outside);
    // Nothing: it does not sleep, or it cannot be told who can wake it.
    std::optional<Wakers> of(const ProcessView &process, const ThreadView &thread) const;

private:
    using Keys = std::set<ProcessKey>;

    bool add_descriptor(const ProcessView &process, const AwaitedDescriptor &awaited, Keys &keys) const;
    bool add_children(const ProcessView &process, pid_t child, Keys &keys) const;
    std::optional<Wakers> of_memory(const ProcessView &process, std::uint64_t address) const;
    bool knows_lock(ProcessKey process, FileId file) const;
    bool can_be_told(const ProcessView &process, const ThreadView &thread) const;

    const Snapshot &snapshot_;
    const Recognition &recognition_;
    const HeldOutside &outside_;
    bool are_all_visible_ = true;
    std::map<FileId, Keys> mapped_by_;
};

} // namespace poolscope::observe
