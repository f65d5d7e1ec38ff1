// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/recording/flight_recorder.h"

#include "app/poolscope-cli/program_choice.h"
#include "app/poolscope-cli/words/finding_words.h"
#include "engine/core/recording/recording.h"
#include "engine/scope/diagnose/diagnose.h"

#include <algorithm>
#include <limits>

namespace poolscope::cli {

namespace {

constexpr long most_megabytes = 4096;
constexpr std::int64_t look_every_ns = 100'000'000; // of the program's time

bool may_be_trouble(EventKind kind) {
    using enum EventKind;
    return kind == process_exited || kind == task_finished || kind == task_lost || kind == lock_broken || kind == pool_closed || kind == gap || kind == program_exited;
}

} // namespace

void FlightRecorder::declare(CLI::App &app, const Messages &text) {
    app.add_option("--flight", megabytes_, std::string(text.raw(Text::flight_option)))->type_name("MB");
    app.add_flag("--stop-after-finding", stops_after_finding_, std::string(text.raw(Text::stop_after_finding_option)));
}

std::optional<ExitCode> FlightRecorder::parse(const Invocation &invocation) {
    text_ = &invocation.text;
    std::size_t most = std::numeric_limits<std::size_t>::max();
    if (!megabytes_.empty()) {
        const auto megabytes = whole_number(megabytes_, 1, most_megabytes);
        if (!megabytes)
            return invocation.refuse(invocation.text(Text::flight_range, most_megabytes, megabytes_));
        most = static_cast<std::size_t>(*megabytes) * 1024 * 1024;
    }
    window_ = telemetry::FlightWindow(most);
    return std::nullopt;
}

void FlightRecorder::add(std::span<const Event> events, EventFilter &filter) {
    for (const Event &event : events) {
        if (!finding_.empty())
            return;
        if (filter.is_empty() || filter.accepts(event) || telemetry::tells_what_there_is(event.kind))
            window_.add(event);
        if (!stops_after_finding_)
            continue;
        state_.apply(event);
        if (event.time_ns - looked_ns_ >= look_every_ns || may_be_trouble(event.kind)) {
            looked_ns_ = event.time_ns;
            look(*text_);
        }
    }
}

void FlightRecorder::look(const Messages &text) {
    const auto findings = diagnose::diagnose(state_);
    const auto trouble = std::find_if(findings.begin(), findings.end(), [](const diagnose::Finding &each) { return each.severity != diagnose::Severity::information; });
    if (trouble != findings.end())
        finding_ = words_of(text, *trouble, state_).what;
}

Result<std::uint64_t> FlightRecorder::write(const std::string &path) const {
    POOLSCOPE_ASSIGN(auto writer, telemetry::RecordingWriter::create(path));
    POOLSCOPE_TRY(writer.append(window_.events()));
    POOLSCOPE_TRY(writer.close());
    return writer.summary().events;
}

} // namespace poolscope::cli
