// SPDX-License-Identifier: Apache-2.0
#pragma once

// Turns snapshots into events on channels, locks, pools and waits: what differs from the snapshot before is told, so that the
// state reducer shows the pipes and queues of any program as it shows our own. Belongs to one thread.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/recognition/lost_border.h"
#include "engine/scope/observe/recognition/recognition.h"
#include "engine/scope/observe/recognition/thread_wait.h"
#include "engine/scope/observe/recognition/who_can_wake.h"
#include "engine/scope/observe/recognition/xray.h"
#include "engine/scope/observe/sampling/resource_sampler.h"
#include "engine/scope/observe/snapshot/snapshot.h"

#include <map>
#include <set>
#include <vector>

namespace poolscope::observe {

class ObjectSampler {
public:
    ObjectSampler(ProcessSource &source, ProcessKey observer) : source_(source), observer_(observer) {}

    // `number` is that of the sample; nothing when nothing changed, unless the snapshot shows outsiders.
    std::vector<Event> sample(const Snapshot &snapshot, std::int64_t number);
    // A process of which no thread moved since the sample before waits for others of the tree only, as far as can be told without
    // outsiders: before anybody calls it stuck, a sample with outsiders is needed.
    bool wants_outsiders() const;
    // Once nobody of the program lives: what it left behind under names. Told once.
    std::vector<Event> left_behind(std::int64_t time_ns) { return resources_.left_behind(time_ns); }
    // As of the last sample.
    const Recognition &recognition() const { return recognition_; }
    // What waits in a channel now; not_found for one that the last sample did not see.
    Result<Xray> look_through(ObjectId channel) const;

private:
    struct Depth {
        std::int64_t items = 0, bytes = 0;
        auto operator<=>(const Depth &) const = default;
    };
    using Thread = std::pair<ProcessKey, pid_t>;
    struct Blocked {
        ThreadWait waiting;
        Wakers wakers;
        std::uint64_t turns = 0;
        std::int64_t since_ns = 0;
        std::int64_t limit_ns = 0; // from since_ns, at most; 0: none
        bool is_confirmed = false; // by a sample with outsiders
        bool operator==(const Blocked &other) const {
            return waiting == other.waiting && turns == other.turns && wakers.processes == other.wakers.processes &&
                   wakers.certainty == other.wakers.certainty;
        }
    };
    struct End {
        Direction direction = Direction::none;
        bool is_inherited = true; // all of it, over a fork
        int number = -1;          // of the descriptor, of several one to write to
    };
    using Ends = std::map<ProcessKey, End>;

    Event &tell(EventKind kind, ProcessKey process, ObjectId object, std::int64_t a = 0, std::int64_t b = 0);
    void tell_channels(const Snapshot &snapshot);
    void tell_ends(ObjectId id, const Ends &ends);
    void tell_depth(const Snapshot &snapshot, const RecognisedChannel &channel);
    void tell_torn(const Snapshot &snapshot);
    void tell_lost_borders(const Snapshot &snapshot);
    bool is_torn(const PipeView &pipe, ObjectId id);
    void tell_locks(const Snapshot &snapshot);
    void tell_pools(const Snapshot &snapshot);
    void tell_managers(const Snapshot &snapshot);
    void tell_role(const ProcessView &process, Role role, Certainty certainty);
    void tell_waits(const Snapshot &snapshot);
    void tell_blocks(const Snapshot &snapshot);
    void tell_block(const Thread &thread, const Blocked &blocked);
    bool is_told(const Blocked &blocked, const Blocked *before) const;
    bool has_free_thread(ProcessKey process) const;
    ThreadWait blocked_on(const Snapshot &snapshot, const ProcessView &process, const BlockedCall &block) const;
    Ends ends_of(const Snapshot &snapshot, const RecognisedChannel &channel) const;
    std::int64_t count_items(const Snapshot &snapshot, const RecognisedChannel &channel);

    ProcessSource &source_;
    ProcessKey observer_;
    Recognition recognition_;
    std::int64_t time_ns_ = 0;
    std::vector<Event> events_;
    std::map<ObjectId, std::pair<ChannelKind, std::string>> channels_; // as told
    std::map<ObjectId, Ends> ends_;
    std::map<ObjectId, Depth> depths_;
    struct Opening {
        std::vector<ChannelPlace> places;
        ChannelHint hint = ChannelHint::none;
    };
    std::map<ObjectId, Opening> openings_;
    struct ToldLock {
        LockKind kind = LockKind::unknown;
        std::set<ProcessKey> holders;
    };
    std::map<ObjectId, ToldLock> locks_;
    std::map<ObjectId, std::set<ProcessKey>> pools_; // workers
    std::set<ProcessKey> managers_;                  // as told
    std::map<Thread, ThreadWait> waits_;
    std::map<Thread, Blocked> blocks_;
    std::map<ProcessKey, std::int64_t> free_threads_;
    ResourceSampler resources_;
    struct Rest {
        std::int64_t bytes = 0; // when it was last looked into
        bool is_torn = false;
    };
    std::map<ObjectId, Rest> without_writer_; // pipes
    bool is_any_without_writer_new_ = false;
    std::vector<LostReader> lost_readers_;
    std::set<ObjectId> without_borders_; // channels, as told
    HeldOutside outside_; // as of the last snapshot that showed it
};

} // namespace poolscope::observe
