// SPDX-License-Identifier: Apache-2.0
#pragma once

// A program that was running before anybody looked, as the Host watches it: by looks from outside, and where it is built on the
// engine also by what it tells from now on. Nothing is done to it unless its messages are asked for: then it is traced for a while.
// Ending this leaves it as it was. Owned and stepped by the Host, in the host's one thread.

#include "engine/core/base/clock.h"
#include "engine/core/telemetry/collector.h"
#include "engine/scope/observe/sampling/tree_watch.h"
#include "engine/scope/trace/insight_meter.h"
#include "engine/scope/trace/stream_matcher.h"
#include "engine/scope/trace/tracer.h"

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace poolscope::host {

class Attachment {
public:
    // not_found for a process that is gone or only waits to be reaped. `watch_address`: where programs on the engine may tell.
    static Result<Attachment> begin(observe::ProcessSource &source, std::span<const ProcessKey> processes, std::string watch_address,
                                    Seconds sample_interval);
    Attachment(Attachment &&) = default;
    Attachment &operator=(Attachment &&) = delete;
    ~Attachment();

    ProcessKey key() const { return root_; }
    // program_started, to be told first.
    Event announcement() const;
    // Readable when the kernel has news; −1 when it tells none.
    int descriptor() const { return watch_->descriptor(); }
    Deadline next_look() const { return Deadline::earliest({next_look_, tracing_until_}); }
    // When what is told by others should be collected next, at that pace.
    Deadline next_told(Nanoseconds pace) const { return is_told() || is_traced() ? Deadline::after(pace) : Deadline::never(); }
    // What was seen since the last call; looks when it is time to.
    std::vector<Event> turn();
    // Processes of it are on the engine and tell us in rings.
    bool is_told() const { return !telling_.empty(); }
    // Tells every message until then; again, only the time changes. What is refused is an error, and told as insight, too.
    Status trace(telemetry::Collector &collector, Deadline until);
    void stop_tracing();
    bool is_traced() const { return tracer_ != nullptr; }
    // Of all that was collected, what the host hands on.
    void pass(std::vector<Event> &events);
    std::vector<ProcessKey> members() const { return watch_->sampler().members(); }
    // No process of it is left.
    bool is_over() const { return watch_->sampler().is_over(); }
    // program_exited, to be told last.
    Event end() const;
    Result<observe::Xray> look_through(ObjectId channel) const { return watch_->objects().look_through(channel); }

private:
    Attachment(observe::ProcessSource &source, ProcessKey root, std::string watch_address, Seconds sample_interval);
    void note(const std::vector<Event> &events);
    void ask_to_tell(ProcessKey process);
    void measure_insight();

    observe::ProcessSource *source_;
    ProcessKey root_;
    std::string command_;
    std::string watch_address_;
    Seconds sample_interval_;
    std::unique_ptr<observe::TreeWatch> watch_;
    Deadline next_look_ = Deadline::at_once();
    std::set<ProcessKey> telling_; // processes on the engine that tell us
    std::optional<int> exit_code_; // of the root
    std::set<ProcessKey> living_;
    trace::Outlook outlook_;
    std::optional<std::pair<trace::Level, Hindrance>> told_outlook_; // what of it was told last
    std::unique_ptr<trace::Tracer> tracer_;
    trace::StreamMatcher matcher_;
    Deadline tracing_until_ = Deadline::never();
};

} // namespace poolscope::host
