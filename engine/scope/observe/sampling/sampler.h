// SPDX-License-Identifier: Apache-2.0
#pragma once

// Turns looks at a tree of processes into events: what differs from the look before is told, between sample_begin and
// sample_end, so that the state reducer shows any program with no concept of its own for it. Holds no clock: the caller
// says when it looks. Belongs to one thread.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/kernel/proc_connector.h"
#include "engine/scope/observe/kernel/process_source.h"
#include "engine/scope/observe/program/process_role.h"
#include "engine/scope/observe/program/process_tree.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::observe {

class Sampler {
public:
    // `observer` is the process that the events name as the one who looked.
    Sampler(ProcessSource &source, ProcessKey root, ProcessKey observer);

    // One look. Nothing when nothing changed. Processes of the tree are followed to where they are adopted.
    // `between`, if given, is called when it is known who is there and nothing has been concluded from it: what take() is told
    // then, of ends above all, is not missed by the conclusions.
    Result<std::vector<Event>> sample(std::int64_t time_ns, const std::function<void()> &between = {});
    // The process tells its start, role and exit itself (it is built on the engine): only its state, metrics and adoption are told.
    void leave_to_itself(ProcessKey process) { tells_itself_.insert(process); }
    // Takes a process in whose parents ended before any look could tell that it belongs to the tree.
    void follow(ProcessKey process) { followed_.insert(process); }
    // How a process of the tree ended, learnt elsewhere, e.g. by reaping it.
    void learn_exit(ProcessKey process, int wait_status);
    // News of any process of the machine; those that do not concern the tree give nothing. After the first sample.
    std::vector<Event> take(const ProcessNews &news);

    // Earlier samples of another kind count along, so that every sample has a number of its own.
    std::int64_t next_number() { return ++looks_; }

    // Every process of the tree is gone.
    bool is_over() const { return looks_ > 0 && members_.empty(); }
    const ProcessTree &tree() const { return tree_; }
    const ProcessRole *role(ProcessKey process) const;
    ProcessKey root() const { return root_; }
    // Those that lived at the last look, those started since, and those to be followed.
    std::vector<ProcessKey> members() const;

private:
    struct Member {
        ProcessStat stat;
        ProcessKey parent;
        ProcessRole role;
        std::int64_t look = 0; // the last one that saw it
        bool exit_told = false;
        std::int64_t ended_by_ns = 0; // it had, when that was told
        std::int64_t ended_ns = 0; // first seen as a zombie; 0 again once its age was told
        std::optional<int> wait_status;
        Certainty exit_certainty = Certainty::observed;
        std::string command; // as told
        std::int64_t command_ns = 0;
        std::optional<std::uint64_t> command_activity; // when it was read
    };

    Member *living_member(pid_t pid, const ProcessNews &news);
    void take_start(const ProcessNews &news);
    void take_exec(Member &member);
    void take_end(Member &member, const ProcessNews &news);
    ProcessKey key_of_parent(const ProcessStat &stat) const;
    void tell(EventKind kind, ProcessKey process, std::int64_t a, std::int64_t b = 0, std::uint64_t object = 0);
    enum class Since : std::uint8_t { start, execution, title }; // as the event has them
    bool has_new_title(Member &member);
    void tell_role(Member &member, Since since);
    void tell_start(Member &member);
    void tell_exit(Member &member);
    void tell_changes(Member &member, const ProcessStat &now);
    void tell_metric(ProcessKey process, Metric metric, std::int64_t value);

    ProcessSource &source_;
    ProcessKey root_;
    ProcessKey observer_;
    ProcessTree tree_;
    std::map<ProcessKey, Member> members_;
    std::set<ProcessKey> tells_itself_, followed_;
    std::vector<Event> events_;
    std::int64_t time_ns_ = 0, known_until_ns_ = 0;
    std::int64_t looks_ = 0;
};

} // namespace poolscope::observe
