// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looking at a program that runs already, with as much insight as there can be: if it is built on our engine it is asked to tell
// by itself, else its threads are traced, and where neither is allowed it is only sampled. Everything comes out as one ordered
// stream of events. Stopping leaves the program as it was. One thread: turn() until is_over().

#include "engine/core/base/clock.h"
#include "engine/core/telemetry/collector.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/sampling/tree_watch.h"
#include "engine/scope/trace/insight_meter.h"
#include "engine/scope/trace/stream_matcher.h"
#include "engine/scope/trace/tracer.h"

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace poolscope::trace {

class TraceSession {
public:
    // not_found when there is no such process. What is not allowed is no error: see outlook().
    static Result<std::unique_ptr<TraceSession>> attach(ProcessKey root);
    ~TraceSession();

    const Outlook &outlook() const { return outlook_; }
    // Waits until something happened, at most so long, and gives all that did.
    std::vector<Event> turn(Seconds patience);
    // Lets the program go on unseen; the next turn gives the last events.
    void stop();
    // No process of the program is left, or it was let go.
    bool is_over() const { return is_over_; }

private:
    explicit TraceSession(ProcessKey root);
    Status begin();
    bool ask_engine();
    void trace();
    void sample();

    ProcessKey root_;
    std::unique_ptr<telemetry::Collector> collector_;
    observe::ProcProcessSource source_;
    observe::TreeWatch watch_;
    std::unique_ptr<Tracer> tracer_;
    std::set<ProcessKey> asked_; // processes of the engine that we have told to tell us
    StreamMatcher matcher_;
    Outlook outlook_;
    Deadline next_sample_ = Deadline::at_once(), next_objects_ = Deadline::at_once();
    std::optional<int> exit_code_;
    bool is_over_ = false;
};

} // namespace poolscope::trace
