// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The options --flight and --stop-after-finding of record: the newest events only, up to the first thing that goes wrong. Its
// file is written at the end, when it is known what led there.

#include "app/poolscope-cli/events/event_filter.h"
#include "engine/core/recording/flight_window.h"

#include <optional>
#include <span>
#include <string>

namespace poolscope::cli {

class FlightRecorder {
public:
    void declare(CLI::App &app, const Messages &text);
    // Says what is wrong with them.
    std::optional<ExitCode> parse(const Invocation &invocation);
    bool is_wanted() const { return !megabytes_.empty() || stops_after_finding_; }

    // Every event of the run in order; those that the filter does not accept are looked at and not kept.
    void add(std::span<const Event> events, EventFilter &filter);
    // Writes what is kept. The number of events in the file.
    Result<std::uint64_t> write(const std::string &path) const;
    // What was found, as a sentence; empty while nothing was.
    const std::string &finding() const { return finding_; }

private:
    void look(const Messages &text);

    const Messages *text_ = nullptr;
    std::string megabytes_;
    bool stops_after_finding_ = false;
    telemetry::FlightWindow window_{0};
    state::State state_;
    std::int64_t looked_ns_ = 0;
    std::string finding_;
};

} // namespace poolscope::cli
