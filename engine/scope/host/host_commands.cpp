// SPDX-License-Identifier: Apache-2.0
// Which command does what.
#include "engine/scope/host/host.h"

#include "engine/core/telemetry/payload.h"

#include <fmt/format.h>

namespace poolscope::host {

namespace {

constexpr Seconds quit_grace{2.0};

Result<std::string> no_steps() {
    return failure(ErrorCode::unsupported, "steps", "this program is not built on the engine");
}

Result<std::string> done(Status status) {
    POOLSCOPE_TRY(std::move(status));
    return "{}";
}

} // namespace

Result<std::string> Host::execute(const Command &command) {
    struct Visitor {
        Host &host;
        Result<std::string> operator()(const Launch &launch) { return host.launch(launch); }
        Result<std::string> operator()(const Stop &stop) { return host.stop(stop); }
        Result<std::string> operator()(const Pause &) { return done(host.pause(true)); }
        Result<std::string> operator()(const Continue &) { return done(host.pause(false)); }
        Result<std::string> operator()(const Step &) {
            if (host.has_no_steps())
                return no_steps();
            if (!host.collector_->segment().is_paused())
                return failure(ErrorCode::wrong_state, "step", "the program is not paused");
            host.collector_->segment().step();
            return "{}";
        }
        Result<std::string> operator()(const Speed &speed) {
            if (host.has_no_steps())
                return no_steps();
            host.collector_->segment().set_speed(speed.speed);
            return "{}";
        }
        Result<std::string> operator()(const Signal &signal) { return done(host.signal(signal)); }
        Result<std::string> operator()(const Fault &fault) { return done(host.fault(fault)); }
        Result<std::string> operator()(const CancelTask &cancel) { return done(host.leave_errand(telemetry::TaskErrand::cancel, cancel.task)); }
        Result<std::string> operator()(const ResizePool &resize) {
            if (host.program_ && !host.tells_itself_)
                return failure(ErrorCode::unsupported, "resize", "this program is not built on the engine");
            return done(host.leave_errand(telemetry::TaskErrand::resize, resize.pool, static_cast<std::uint32_t>(resize.workers)));
        }
        Result<std::string> operator()(const RetryTask &retry) { return done(host.leave_errand(telemetry::TaskErrand::retry, retry.task)); }
        Result<std::string> operator()(const Record &record) { return done(host.log_.record(record.path)); }
        Result<std::string> operator()(const StopRecording &) { return host.log_.stop(); }
        Result<std::string> operator()(const Note &note) { return done(host.note(note)); }
        Result<std::string> operator()(const Attach &attach) { return host.attach(attach); }
        Result<std::string> operator()(const Detach &) { return host.detach(); }
        Result<std::string> operator()(const Trace &trace) { return done(host.trace(trace)); }
        Result<std::string> operator()(const StopTracing &) { return done(host.stop_tracing()); }
        Result<std::string> operator()(const ListPrograms &) { return host.list_programs(); }
        Result<std::string> operator()(const Peek &peek) { return host.peek(peek); }
        Result<std::string> operator()(const Inspect &inspect) { return host.inspect(inspect); }
        Result<std::string> operator()(const Quit &) { return host.quit(); }
    };
    return std::visit(Visitor{*this}, command);
}

Status Host::fault(const Fault &fault) {
    if (!program_)
        return failure(ErrorCode::wrong_state, "fault", "no program is running");
    if (!told_.contains(fault.process))
        return failure(ErrorCode::unsupported, "fault", fmt::format("process {} is none of the engine's, or is not part of the program", fault.process.pid));
    POOLSCOPE_TRY(collector_->segment().set_delay(fault.process, static_cast<std::int64_t>(fault.delay_seconds * 1e9)));
    POOLSCOPE_TRY(collector_->segment().drop_messages(fault.process, static_cast<std::uint32_t>(fault.drops)));
    return collector_->segment().add_second_writers(fault.process, static_cast<std::uint32_t>(fault.second_writers));
}

Status Host::note(const Note &note) {
    if (!program_ && !attachment_)
        return failure(ErrorCode::wrong_state, "note", "no program is running");
    Event event{.time_ns = note.time_ns, .kind = EventKind::note};
    telemetry::set_payload(event, note.text);
    collector_->add(std::move(event));
    return {};
}

// Whether the pool can do it is seen in what it tells.
Status Host::leave_errand(telemetry::TaskErrand errand, ObjectId object, std::uint32_t amount) {
    if (!program_)
        return failure(ErrorCode::wrong_state, "task", "no program is running");
    if (!tells_itself_)
        return failure(ErrorCode::unsupported, "task", "this program is not built on the engine");
    collector_->segment().leave_errand(errand, object, amount);
    return {};
}

Result<std::string> Host::stop(const Stop &stop) {
    if (!program_)
        return failure(ErrorCode::wrong_state, "stop", attachment_ ? "this program was not started here: detach leaves it as it is" : "no program is running");
    static_cast<void>(pause(false)); // what is held cannot end in an orderly way
    program_->stop(Seconds(stop.grace_seconds));
    return "{}";
}

Result<std::string> Host::quit() {
    quitting_ = true;
    if (attachment_)
        static_cast<void>(detach());
    if (program_) {
        static_cast<void>(pause(false));
        program_->stop(quit_grace);
    }
    return "{}";
}

} // namespace poolscope::host
