// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/attachment.h"

#include "engine/core/base/wall_clock.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/control_block.h"
#include "engine/core/telemetry/payload.h"
#include "engine/scope/trace/program_image.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace poolscope::host {

Attachment::Attachment(observe::ProcessSource &source, ProcessKey root, std::string watch_address, Seconds sample_interval)
    : source_(&source), root_(root), watch_address_(std::move(watch_address)), sample_interval_(sample_interval),
      watch_(std::make_unique<observe::TreeWatch>(source, root, posix::own_process_key())) {}

Attachment::~Attachment() {
    tracer_.reset();
    for (const ProcessKey process : telling_)
        if (living_.contains(process))
            static_cast<void>(telemetry::attach_watch(process.pid, {}));
}

Result<Attachment> Attachment::begin(observe::ProcessSource &source, std::span<const ProcessKey> processes, std::string watch_address,
                                     Seconds sample_interval) {
    for (const ProcessKey process : processes) {
        const auto stat = source.stat(process);
        if (!stat && stat.error().code == ErrorCode::not_found)
            return failure(ErrorCode::not_found, "attach", fmt::format("process {} has ended", process.pid));
        if (!stat)
            return Failure(stat.error());
        if (stat->has_ended())
            return failure(ErrorCode::not_found, "attach", fmt::format("process {} has ended and only waits for its parent to notice", process.pid));
    }
    if (std::find(processes.begin(), processes.end(), posix::own_process_key()) != processes.end())
        return failure(ErrorCode::invalid_argument, "attach", "this is the host itself");
    Attachment attachment(source, processes.front(), std::move(watch_address), sample_interval);
    for (const ProcessKey process : processes.subspan(1))
        attachment.watch_->sampler().follow(process);
    attachment.command_ = source.command_line(attachment.root_).value_or(std::string());
    return attachment;
}

Event Attachment::announcement() const {
    Event event{.time_ns = monotonic_ns(), .process = root_, .kind = EventKind::program_started, .object = static_cast<ObjectId>(wall_clock_ns()), .b = 1};
    telemetry::set_payload(event, std::string_view(command_).substr(0, command_.find_last_not_of('\0') + 1));
    return event;
}

Event Attachment::end() const {
    return {.time_ns = monotonic_ns(), .process = root_, .kind = EventKind::program_exited, .a = exit_code_.value_or(0), .b = exit_code_ ? 0 : 1};
}

std::vector<Event> Attachment::turn() {
    if (tracing_until_.has_passed() || (tracer_ && tracer_->is_over()))
        stop_tracing();
    std::vector<Event> events = watch_->drain();
    if (next_look_.has_passed()) {
        next_look_ = Deadline::after(sample_interval_);
        const std::int64_t now = monotonic_ns();
        if (auto seen = watch_->look(now)) // else /proc could not be read at this moment
            std::ranges::move(*seen, std::back_inserter(events));
        note(events);
        // What a program on the engine has, it tells itself, under names of its own.
        if (telling_.empty() && !is_over())
            if (auto seen = watch_->look_at_objects(now))
                std::ranges::move(*seen, std::back_inserter(events));
        measure_insight();
    }
    note(events);
    const std::pair now(outlook_.level, outlook_.hindrance);
    if (told_outlook_ != now && !living_.empty()) {
        told_outlook_ = now;
        std::ranges::move(trace::insight_events(outlook_, monotonic_ns()), std::back_inserter(events));
    }
    return events;
}

// Once, as soon as its processes are known, how far they can be looked into.
void Attachment::measure_insight() {
    if (told_outlook_ || living_.empty())
        return;
    outlook_.root = root_;
    outlook_.has_news = watch_->has_news();
    if (const auto image = trace::image_of(root_))
        outlook_.takes_library = image->can_be_preloaded();
    outlook_.insight = observe::Insight::nothing;
    observe::SnapshotTaker taker(*source_);
    if (const auto snapshot = taker.take(root_, watch_->sampler().members(), observe::Extent::tree, monotonic_ns()))
        outlook_.insight = snapshot->insight();
}

Status Attachment::trace(telemetry::Collector &collector, Deadline until) {
    if (is_told())
        return failure(ErrorCode::wrong_state, "trace", "this program is built on the engine and tells its messages by itself");
    if (living_.empty()) // asked before the first look
        for (Event &event : turn())
            collector.add(std::move(event));
    if (!tracer_) {
        matcher_.forget_messages();
        auto tracer = trace::Tracer::start(watch_->sampler().members(), [&collector](std::vector<Event> &&events) {
            for (Event &event : events)
                collector.add(std::move(event));
        });
        if (!tracer) {
            outlook_.hindrance = trace::hindrance_of(tracer.error(), root_);
            return tl::unexpected(tracer.error());
        }
        tracer_ = *std::move(tracer);
        outlook_.level = trace::Level::tracer;
        outlook_.hindrance = hindrance_of(*tracer_, root_, watch_->sampler().members());
    }
    tracing_until_ = until;
    return {};
}

void Attachment::stop_tracing() {
    tracing_until_ = Deadline::never();
    if (!tracer_)
        return;
    tracer_->stop();
    tracer_.reset();
    outlook_.level = trace::Level::observer;
    outlook_.hindrance = Hindrance::none;
}

void Attachment::pass(std::vector<Event> &events) {
    if (!is_told())
        matcher_.pass(events);
    for (const Event &event : events) // the tracer may be the only one to know
        if (event.kind == EventKind::process_exited && event.process == root_ && event.certainty == Certainty::observed)
            exit_code_ = static_cast<int>(event.a);
}

void Attachment::note(const std::vector<Event> &events) {
    for (const Event &event : events) {
        if (event.kind == EventKind::process_started) {
            living_.insert(event.process);
            ask_to_tell(event.process);
        } else if (event.kind == EventKind::process_exited) {
            living_.erase(event.process);
            if (event.process == root_ && event.certainty == Certainty::observed)
                exit_code_ = static_cast<int>(event.a);
        }
    }
}

// Programs that are not on the engine have nothing to be asked by.
void Attachment::ask_to_tell(ProcessKey process) {
    if (source_->stat(process) && telemetry::attach_watch(process.pid, watch_address_))
        telling_.insert(process);
    if (!telling_.empty())
        outlook_.level = trace::Level::engine;
}

} // namespace poolscope::host
