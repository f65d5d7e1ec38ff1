// SPDX-License-Identifier: Apache-2.0
#pragma once

// Watches one tree of processes: the kernel's news where it tells us (proc connector), so that even the shortest life is
// seen, and samples in any case, for what changes without news. Says which is in use. Belongs to one thread.

#include "engine/scope/observe/kernel/proc_connector.h"
#include "engine/scope/observe/sampling/activity_sampler.h"
#include "engine/scope/observe/sampling/holdings_sampler.h"
#include "engine/scope/observe/sampling/object_sampler.h"
#include "engine/scope/observe/sampling/pace_sampler.h"
#include "engine/scope/observe/sampling/sampler.h"

#include <optional>

namespace poolscope::observe {

class TreeWatch {
public:
    // Whoever starts the root opens the connector before that: what it starts at once would be missed else.
    TreeWatch(ProcessSource &source, ProcessKey root, ProcessKey observer, Result<ProcConnector> connector = ProcConnector::open());

    // False: starts and ends are only seen by scanning, so lives shorter than the time between two looks are missed.
    bool has_news() const { return connector_.has_value(); }
    // To be polled for reading, then drain(); −1 without news.
    int descriptor() const { return connector_ ? connector_->descriptor() : -1; }
    // What the kernel told since the last call, concerning the tree.
    std::vector<Event> drain();
    // drain(), then one sample at that time.
    Result<std::vector<Event>> look(std::int64_t time_ns);
    // Channels, locks, pools and waits of the tree at that time: costs some milliseconds, so more rarely than look(). A look
    // that finds processes still waiting for each other looks again, for others outside of the tree that might wake them: so much
    // is needed before anybody may call them stuck.
    Result<std::vector<Event>> look_at_objects(std::int64_t time_ns);

    // Another look at what its pools' tasks take, which look_at_objects() does as well. For a person who waits for an answer, while
    // paces().wants_more().
    Result<std::vector<Event>> look_at_paces(std::int64_t time_ns);

    // What look_at_objects() sees. Costs little after a look: who has not run since is as it was.
    Result<Snapshot> take_snapshot(Extent extent, std::int64_t time_ns) { return taker_.take(sampler_.root(), sampler_.members(), extent, time_ns); }

    Sampler &sampler() { return sampler_; }
    const Sampler &sampler() const { return sampler_; }
    const ObjectSampler &objects() const { return objects_; }
    const PaceSampler &paces() const { return paces_; }

private:
    std::optional<ProcConnector> connector_;
    ProcessKey observer_;
    Sampler sampler_;
    SnapshotTaker taker_;
    ObjectSampler objects_;
    HoldingsSampler holdings_;
    ActivitySampler activity_;
    PaceSampler paces_;
    bool has_looked_ = false;
    std::int64_t next_outsiders_ns_ = 0; // while the program is busy, looks for outsiders take no more than a twentieth of the time
    std::int64_t looked_ns_ = 0;
};

} // namespace poolscope::observe
