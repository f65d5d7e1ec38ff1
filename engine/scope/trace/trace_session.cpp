// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/trace_session.h"

#include "engine/core/base/wall_clock.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/control_block.h"
#include "engine/core/telemetry/payload.h"
#include "engine/scope/observe/kernel/proc_file.h"
#include "engine/scope/trace/program_image.h"

#include <algorithm>

namespace poolscope::trace {

namespace {
constexpr Seconds sample_interval{0.25};
constexpr Seconds object_interval{1.0};

// By another host, from which it would be taken away: only one can be told.
bool has_watcher(ProcessKey process) {
    const auto folder = observe::open_process_folder(process);
    const auto environment = folder ? observe::read_file(folder->get(), "environ") : Result<std::string>();
    if (!environment)
        return false;
    constexpr std::string_view name = "POOLSCOPE_WATCH=";
    const std::string entries = '\0' + *environment;
    const std::size_t at = entries.find('\0' + std::string(name));
    if (at == entries.npos)
        return false;
    const auto address = telemetry::WatchAddress::parse(entries.c_str() + at + 1 + name.size());
    return address && posix::is_running(address->watcher);
}

} // namespace

Result<std::unique_ptr<TraceSession>> TraceSession::attach(ProcessKey root) {
    std::unique_ptr<TraceSession> session(new TraceSession(root));
    POOLSCOPE_TRY(session->begin());
    return session;
}

TraceSession::TraceSession(ProcessKey root) : root_(root), watch_(source_, root, posix::own_process_key()) {}

TraceSession::~TraceSession() {
    stop();
}

Status TraceSession::begin() {
    POOLSCOPE_ASSIGN(collector_, telemetry::Collector::create());
    POOLSCOPE_ASSIGN(auto first, watch_.look(monotonic_ns()));
    next_sample_ = Deadline::after(sample_interval);
    Event started{.time_ns = monotonic_ns(), .process = root_, .kind = EventKind::program_started, .object = static_cast<ObjectId>(wall_clock_ns()), .b = 1};
    const std::string command = source_.command_line(root_).value_or(std::string());
    telemetry::set_payload(started, std::string_view(command).substr(0, command.find_last_not_of('\0') + 1));
    first.insert(first.begin(), std::move(started));
    const bool tells_itself = ask_engine();
    // What its pipes and queues are called is told before the first message in them.
    if (!tells_itself)
        if (auto objects = watch_.look_at_objects(monotonic_ns()))
            std::ranges::move(*objects, std::back_inserter(first));
    for (Event &event : first) {
        event.time_ns = first.front().time_ns;
        collector_->add(std::move(event));
    }
    outlook_.root = root_;
    outlook_.has_news = watch_.has_news();
    if (const auto image = image_of(root_))
        outlook_.takes_library = image->can_be_preloaded();
    if (!tells_itself)
        trace();
    outlook_.insight = observe::Insight::nothing;
    observe::SnapshotTaker taker(source_);
    if (const auto snapshot = taker.take(root_, watch_.sampler().members(), observe::Extent::tree, monotonic_ns()))
        outlook_.insight = snapshot->insight();
    for (Event &event : insight_events(outlook_, monotonic_ns()))
        collector_->add(std::move(event));
    return {};
}

// Also again and again for processes that come: one that has begun before its parent was asked knows nothing of it.
bool TraceSession::ask_engine() {
    if (has_watcher(root_))
        return false;
    for (const ProcessKey process : watch_.sampler().members())
        if (!asked_.contains(process) && telemetry::attach_watch(process.pid, collector_->segment().address()))
            asked_.insert(process);
    if (!asked_.contains(root_))
        return false;
    outlook_.level = Level::engine;
    return true;
}

void TraceSession::trace() {
    auto tracer = Tracer::start(watch_.sampler().members(), [this](std::vector<Event> &&events) {
        for (Event &event : events)
            collector_->add(std::move(event));
    });
    if (!tracer) {
        outlook_.hindrance = hindrance_of(tracer.error(), root_);
        return;
    }
    tracer_ = *std::move(tracer);
    outlook_.level = Level::tracer;
    outlook_.hindrance = hindrance_of(*tracer_, root_, watch_.sampler().members());
}

void TraceSession::sample() {
    std::vector<Event> events = watch_.drain();
    if (next_sample_.has_passed()) {
        next_sample_ = Deadline::after(sample_interval);
        if (auto looked = watch_.look(monotonic_ns())) // else /proc could not be read at this moment
            std::ranges::move(*looked, std::back_inserter(events));
        if (outlook_.level == Level::engine)
            ask_engine();
    }
    if (next_objects_.has_passed() && outlook_.level != Level::engine) {
        next_objects_ = Deadline::after(object_interval);
        if (auto looked = watch_.look_at_objects(monotonic_ns()))
            std::ranges::move(*looked, std::back_inserter(events));
    }
    for (Event &event : events)
        collector_->add(std::move(event));
}

std::vector<Event> TraceSession::turn(Seconds patience) {
    std::vector<Event> events;
    if (!is_over_) {
        static_cast<void>(collector_->wait_for_events(Deadline::earliest({Deadline::after(patience), next_sample_})));
        sample();
        const bool has_ended = watch_.sampler().is_over();
        if (has_ended)
            stop();
    }
    while (collector_->drain(events) != 0 && is_over_) {
    }
    matcher_.pass(events);
    for (const Event &event : events)
        if (event.kind == EventKind::process_exited && event.process == root_)
            exit_code_ = static_cast<int>(event.a);
    if (is_over_ && exit_code_) {
        const std::uint64_t sequence = events.empty() ? 0 : events.back().sequence + 1;
        events.push_back({.sequence = sequence, .time_ns = monotonic_ns(), .process = root_, .kind = EventKind::program_exited, .a = *exit_code_});
        exit_code_.reset();
    }
    return events;
}

void TraceSession::stop() {
    if (tracer_) {
        tracer_->stop();
        tracer_.reset();
    }
    for (const ProcessKey process : watch_.sampler().members())
        if (outlook_.level == Level::engine && posix::is_running(process))
            static_cast<void>(telemetry::attach_watch(process.pid, {}));
    is_over_ = true;
}

} // namespace poolscope::trace
