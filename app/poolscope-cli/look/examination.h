// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What why looks at: a program, again and again, until whoever seems stuck has been seen so twice, and whoever could free him has
// been looked for.

#include "engine/scope/diagnose/finding.h"
#include "engine/scope/inspect/feeder_thread.h"
#include "engine/scope/observe/kernel/memory_kills.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/recognition/recognition.h"
#include "engine/scope/observe/sampling/tree_watch.h"
#include "engine/scope/state/state.h"

#include <map>
#include <vector>

namespace poolscope::cli {

// False when SIGINT or SIGTERM ended the pause.
bool pause_is_over(std::int64_t nanoseconds);

class Examination {
public:
    // `asked` is what the question was about, `root` the leader of its job.
    Examination(observe::ProcProcessSource &source, ProcessKey root, ProcessKey asked);

    Status look();

    // As of the last look:
    const std::vector<diagnose::Finding> &findings() const { return findings_; }
    bool is_interrupted() const { return is_interrupted_; }
    bool is_at_dead_end() const;
    // Those that have not ended.
    std::size_t processes() const;
    // For how long that thread has not run; nothing when that is a few seconds, or not known.
    std::optional<std::int64_t> rest_ns(const state::Activity &activity) const;
    // How old what a finding tells is: for how long none of its threads has run, or else since we know of it.
    std::int64_t age_ns(const diagnose::Finding &finding) const;
    // Whoever is closed to us.
    const std::vector<ProcessKey> &unseen() const { return unseen_; }
    const state::State &state() const { return state_; }
    const observe::Snapshot &snapshot() const { return snapshot_; }
    const observe::Recognition &recognition() const { return recognition_; }
    // The feeder that a thread of somebody stuck is, or null.
    const inspect::FeederThread *feeder(ProcessKey process, pid_t thread) const;

    observe::ProcProcessSource &source() const { return source_; }
    ProcessKey root() const { return root_; }
    ProcessKey asked() const { return asked_; }

private:
    void apply(const std::vector<Event> &events);
    void look_for_limits_and_feeders();
    Status measure_cpus();
    bool is_closed_to_us(ProcessKey key) const;

    observe::ProcProcessSource &source_;
    ProcessKey root_, asked_;
    observe::TreeWatch watch_;
    observe::MemoryKills memory_kills_;
    state::State state_;
    std::vector<diagnose::Finding> findings_;
    observe::Snapshot snapshot_;
    observe::Recognition recognition_;
    std::vector<ProcessKey> unseen_;
    std::map<ProcessKey, std::vector<inspect::FeederThread>> feeders_; // of who is stuck
    bool is_interrupted_ = false;
};

} // namespace poolscope::cli
