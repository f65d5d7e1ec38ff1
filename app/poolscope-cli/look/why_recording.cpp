// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/why_recording.h"

#include "app/poolscope-cli/look/why_page.h"
#include "engine/scope/diagnose/recorded_findings.h"
#include "engine/scope/host/report.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

using diagnose::Episode;
using diagnose::RecordedFindings;

bool was_stuck(const RecordedFindings &found) {
    return std::ranges::any_of(found.history.episodes(), [](const Episode &episode) { return episode.finding.is_dead_end(); });
}

std::string page_of(const Messages &text, const RecordedFindings &found, const std::string &file) {
    const auto seconds = [](std::int64_t nanoseconds) { return fmt::format("{:.1f}", static_cast<double>(nanoseconds) / 1e9); };
    std::string page;
    for (const auto &[finding, period] : found.history.episodes()) {
        page += finding_lines(text, finding, found.end);
        const std::string from = seconds(period.from_ns - found.start_ns);
        page += "  " + (!period.is_over()    ? text(Text::why_held_on, from, certainty_words(text, finding))
                        : period.times > 1 ? text(Text::why_held_again, from, seconds(period.to_ns - found.start_ns), period.times, certainty_words(text, finding))
                                           : text(Text::why_held, from, seconds(period.to_ns - found.start_ns), certainty_words(text, finding))) + "\n";
    }
    if (page.empty())
        page = text(Text::why_recorded_nothing, std::filesystem::path(file).filename().string(), found.end.processes().size(),
                    seconds(found.end.time_ns() - found.start_ns)) + "\n";
    return page;
}

nlohmann::ordered_json json_of(const RecordedFindings &found, const std::string &file) {
    nlohmann::ordered_json all;
    all["file"] = file;
    all["stuck"] = was_stuck(found);
    all["duration_ns"] = found.end.time_ns() - found.start_ns;
    all["processes"] = found.end.processes().size();
    all["findings"] = nlohmann::ordered_json::array();
    for (const auto &[finding, period] : found.history.episodes()) {
        nlohmann::ordered_json json;
        json["from_ns"] = period.from_ns - found.start_ns;
        json["to_ns"] = period.is_over() ? nlohmann::ordered_json(period.to_ns - found.start_ns) : nlohmann::ordered_json();
        json["times"] = period.times;
        json.update(finding_json(found.end, finding));
        all["findings"].push_back(std::move(json));
    }
    return all;
}

} // namespace

ExitCode explain_recording(const Invocation &invocation, const std::string &file, bool as_json) {
    auto reader = telemetry::RecordingReader::open(file);
    if (!reader)
        return invocation.refuse_recording(file, reader.error());
    const auto found = diagnose::recorded_findings(*reader, [] { return true; });
    if (!found)
        return invocation.refuse_recording(file, found.error());
    fmt::print("{}", as_json ? host::dump_report(json_of(*found, file), 2) + "\n" : page_of(invocation.text, *found, file));
    std::fflush(stdout);
    if (!reader->damage().is_whole() || !reader->damage().was_closed)
        invocation.refuse(invocation.text(Text::recording_truncated, file));
    return was_stuck(*found) ? ExitCode::program_failed : ExitCode::ok;
}

} // namespace poolscope::cli
