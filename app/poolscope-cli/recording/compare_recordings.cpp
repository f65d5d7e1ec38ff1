// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/recording/compare_recordings.h"

#include "app/poolscope-cli/recording/comparison_numbers.h"
#include "engine/scope/host/report.h"

#include <filesystem>

namespace poolscope::cli {

namespace {

struct Recorded {
    std::string name;
    compare::SessionFacts facts;
};

void print_sessions(const Messages &text, const Recorded &one, const Recorded &other) {
    ComparisonTable table({one.name, other.name});
    for (std::size_t at = 0; at < compare::session_fact_count; ++at) {
        const auto fact = static_cast<compare::SessionFact>(at);
        table.add(title_of(text, fact), {value_text(unit_of(fact), one.facts.value(fact)), value_text(unit_of(fact), other.facts.value(fact))});
    }
    table.print();
    const auto differences = differences_of(one.facts, other.facts);
    fmt::print("\n");
    if (differences.empty())
        fmt::print("{}\n", text(Text::compare_same));
    for (const compare::SessionFact fact : differences)
        fmt::print("{}\n", text(Text::compare_differs, title_of(text, fact), value_text(unit_of(fact), one.facts.value(fact)),
                                value_text(unit_of(fact), other.facts.value(fact))));
}

Json sessions_json(const Recorded &one, const Recorded &other) {
    Json sessions = Json::array();
    for (const Recorded *recorded : {&one, &other}) {
        Json json = {{"file", recorded->name}};
        json.update(facts_json<compare::SessionFact>(recorded->facts));
        sessions.push_back(std::move(json));
    }
    Json differences = Json::array();
    for (const compare::SessionFact fact : differences_of(one.facts, other.facts))
        differences.push_back(key_of(name_of(fact), unit_of(fact)));
    return {{"sessions", std::move(sessions)}, {"differences", std::move(differences)}};
}

} // namespace

ExitCode compare_recordings(const Invocation &invocation, const std::string &one, const std::string &other, bool as_json) {
    std::vector<Recorded> recorded;
    ExitCode code = ExitCode::ok;
    for (const std::string &file : {one, other}) {
        const auto read = compare::recorded_facts_of(file, [] { return true; });
        if (!read)
            return invocation.refuse_recording(file, read.error());
        if (!read->is_whole)
            code = invocation.refuse(invocation.text(Text::recording_truncated, file), ExitCode::program_failed);
        recorded.push_back({std::filesystem::path(file).filename().string(), read->facts});
    }
    if (as_json)
        fmt::print("{}\n", host::dump_report(sessions_json(recorded[0], recorded[1]), 2));
    else
        print_sessions(invocation.text, recorded[0], recorded[1]);
    return code;
}

} // namespace poolscope::cli
