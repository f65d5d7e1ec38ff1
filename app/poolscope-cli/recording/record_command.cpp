// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/event_filter.h"
#include "app/poolscope-cli/recording/flight_recorder.h"
#include "app/poolscope-cli/run/observed_run.h"
#include "app/poolscope-cli/subcommands.h"
#include "engine/core/base/clock.h"
#include "engine/core/recording/flight_window.h"
#include "engine/core/recording/recording.h"

#include <cstdio>
#include <memory>

namespace poolscope::cli {

namespace {

struct RecordOptions {
    ProgramChoice program;
    std::string file;
    EventFilter filter;
    FlightRecorder flight;
    bool takes_lines = false;

    RunRequest request(const ChosenProgram &chosen, const std::string &recording) const { return {chosen, recording, {}, takes_lines}; }
};

// The program's output stays where it would be without us; the rest is for `play`.
void pass_output(std::span<const Event> events) {
    for (const Event &event : events)
        if (event.kind == EventKind::console_output)
            std::fwrite(event.payload.data(), 1, event.payload.size(), event.a == 2 ? stderr : stdout);
    std::fflush(stdout);
}

// Writes what the filter accepts. Without one the host itself writes, so that nothing has to come here first.
class FilteredRecording {
public:
    FilteredRecording(telemetry::RecordingWriter writer, EventFilter filter) : writer_(std::move(writer)), filter_(std::move(filter)) {}

    void add(std::span<const Event> events) {
        for (const Event &event : events)
            if (filter_.accepts(event) || telemetry::tells_what_there_is(event.kind)) {
                Event kept = event;
                kept.sequence = ++sequence_; // what was left out is no loss
                unflushed_ += sizeof kept + kept.payload.size();
                keep(writer_.append({&kept, 1}));
                if (unflushed_ >= flush_bytes)
                    flush();
            }
        if (monotonic_ns() - flushed_ns_ >= 1'000'000'000)
            flush();
    }
    Status close() {
        if (status_)
            keep(writer_.close());
        return status_;
    }
    std::uint64_t events() const { return writer_.summary().events; }

private:
    static constexpr std::size_t flush_bytes = 128 * 1024; // no more is lost on a disk that is full

    void flush() {
        keep(writer_.flush());
        flushed_ns_ = monotonic_ns();
        unflushed_ = 0;
    }
    void keep(Status status) {
        if (status_)
            status_ = std::move(status);
    }

    telemetry::RecordingWriter writer_;
    EventFilter filter_;
    Status status_;
    std::uint64_t sequence_ = 0;
    std::int64_t flushed_ns_ = monotonic_ns();
    std::size_t unflushed_ = 0;
};

ExitCode record_filtered(const Invocation &invocation, const RecordOptions &options, const host::Installation &installation, const ChosenProgram &program) {
    const Messages &text = invocation.text;
    const auto refuse = [&](const Error &error) {
        return invocation.refuse(text(Text::recording_failed, options.file, text.sentence(error)), ExitCode::host_failed);
    };
    auto writer = telemetry::RecordingWriter::create(options.file);
    if (!writer)
        return refuse(writer.error());
    FilteredRecording recording(std::move(*writer), options.filter);
    const RunOutcome outcome = observe_run(invocation, installation, options.request(program, {}), [&](std::span<const Event> events) {
        pass_output(events);
        recording.add(events);
    });
    if (const Status status = recording.close(); !status)
        return refuse(status.error());
    if (outcome.program_exit && !outcome.failure)
        std::fputs((text(Text::recorded, recording.events(), options.file) + "\n").c_str(), stderr);
    return outcome.exit_code();
}

// That the file can be written is seen before the start.
ExitCode record_flight(const Invocation &invocation, RecordOptions &options, const host::Installation &installation, const ChosenProgram &program) {
    const Messages &text = invocation.text;
    const auto refuse = [&](const Error &error) {
        return invocation.refuse(text(Text::recording_failed, options.file, text.sentence(error)), ExitCode::host_failed);
    };
    if (const auto writable = telemetry::RecordingWriter::create(options.file); !writable)
        return refuse(writable.error());
    const RunOutcome outcome = observe_run(invocation, installation, options.request(program, {}), [&](std::span<const Event> events) {
        pass_output(events);
        options.flight.add(events, options.filter);
    });
    const auto written = options.flight.write(options.file);
    if (!written)
        return refuse(written.error());
    if (!options.flight.finding().empty())
        std::fputs((text(Text::recorded_to_finding, *written, options.file, options.flight.finding()) + "\n").c_str(), stderr);
    else
        std::fputs((text(Text::recorded, *written, options.file) + "\n").c_str(), stderr);
    return outcome.exit_code();
}

ExitCode record(const Invocation &invocation, RecordOptions options) {
    if (const auto refused = options.flight.parse(invocation))
        return *refused;
    if (const auto refused = options.filter.parse(invocation))
        return *refused;
    const auto installation = host::Installation::find();
    if (!installation)
        return invocation.refuse(invocation.text.sentence(installation.error()), ExitCode::host_failed);
    const auto program = options.program.resolve(invocation, *installation);
    if (!program)
        return invocation.refuse(program.error().sentence, program.error().code);
    if (options.flight.is_wanted())
        return record_flight(invocation, options, *installation, *program);
    if (!options.filter.is_empty())
        return record_filtered(invocation, options, *installation, *program);
    const RunOutcome outcome = observe_run(invocation, *installation, options.request(*program, options.file), pass_output);
    if (outcome.program_exit && !outcome.failure)
        std::fputs((invocation.text(Text::recorded, outcome.events, options.file) + "\n").c_str(), stderr);
    return outcome.exit_code();
}

} // namespace

void add_record(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("record", about(Text::about_record));
    const auto options = std::make_shared<RecordOptions>();
    command->add_option("file", options->file, about(Text::file_argument))->required()->type_name("");
    options->program.declare(*command, invocation.text);
    options->filter.declare(*command, invocation.text);
    options->flight.declare(*command, invocation.text);
    command->add_flag("--control", options->takes_lines, about(Text::control_option));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return record(invocation, *options); }; });
}

} // namespace poolscope::cli
