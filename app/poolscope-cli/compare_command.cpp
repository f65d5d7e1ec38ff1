// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/compare_words.h"
#include "app/poolscope-cli/observed_run.h"
#include "app/poolscope-cli/subcommands.h"
#include "app/poolscope-cli/text_columns.h"
#include "engine/scope/host/report.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

using Json = nlohmann::ordered_json;

struct CompareOptions {
    ProgramChoice program;
    std::string other; // recording
    bool as_json = false;
};

// Columns of numbers beside a column of titles.
class Table {
public:
    explicit Table(std::vector<std::string> heads) { lines_.push_back({"", std::move(heads)}); }

    void add(std::string title, std::vector<std::string> cells) { lines_.push_back({std::move(title), std::move(cells)}); }
    void print() const {
        for (const Line &line : lines_) {
            std::string text = padded(line.title, title_columns);
            for (std::size_t column = 0; column < line.cells.size(); ++column)
                text += fmt::format("  {:>{}}", line.cells[column], std::max(least_columns, lines_.front().cells[column].size()));
            fmt::print("{}\n", text);
        }
    }

private:
    static constexpr std::size_t title_columns = 36, least_columns = 11;
    struct Line {
        std::string title;
        std::vector<std::string> cells;
    };
    std::vector<Line> lines_;
};

// "memory_bytes"
std::string key_of(std::string_view name, compare::Unit unit) {
    return std::string(name) + (unit == compare::Unit::nanoseconds ? "_ns" : unit == compare::Unit::bytes ? "_bytes" : "");
}

template <class Fact, class Facts> Json facts_json(const Facts &facts) {
    Json json;
    for (std::size_t at = 0; at < facts.values.size(); ++at) {
        const auto fact = static_cast<Fact>(at);
        json[key_of(name_of(fact), unit_of(fact))] = facts.value(fact) ? Json(std::llround(*facts.value(fact))) : Json();
    }
    return json;
}

// The start methods.

struct Comparison {
    compare::FactsByMethod methods;
    std::vector<StartMethod> unused; // though asked for
    ExitCode exit_code = ExitCode::ok; // of the worst run
    bool has_failed = false;
};

Comparison run_under_each(const Invocation &invocation, const host::Installation &installation, const std::vector<ChosenProgram> &programs) {
    Comparison comparison;
    for (std::size_t at = 0; at < programs.size() && !comparison.has_failed; ++at) {
        const StartMethod method = compare::compared_methods[at];
        std::fputs((invocation.text(Text::compare_running, to_string(method)) + "\n").c_str(), stderr);
        state::State run;
        state::Changes changes;
        const RunOutcome outcome = observe_run(invocation, installation, {programs[at], {}}, [&](std::span<const Event> events) {
            for (const Event &event : events) {
                run.apply(event, changes, nullptr);
                if (event.kind == EventKind::console_output && event.a == 2)
                    std::fwrite(event.payload.data(), 1, event.payload.size(), stderr);
            }
            changes.clear();
        });
        comparison.exit_code = std::max(comparison.exit_code, outcome.exit_code());
        comparison.has_failed = outcome.failure || outcome.interrupted;
        for (const compare::MethodFacts &facts : compare::method_facts_of(run))
            comparison.methods[facts.method] = facts;
        if (!comparison.has_failed && !comparison.methods.contains(method))
            comparison.unused.push_back(method);
    }
    return comparison;
}

void print_methods(const Messages &text, const Comparison &comparison) {
    std::vector<std::string> heads;
    for (const auto &[method, facts] : comparison.methods)
        heads.emplace_back(to_string(method));
    Table table(std::move(heads));
    for (std::size_t at = 0; at < compare::method_fact_count; ++at) {
        const auto fact = static_cast<compare::MethodFact>(at);
        std::vector<std::string> cells;
        bool is_known = false;
        for (const auto &[method, facts] : comparison.methods) {
            cells.push_back(value_text(unit_of(fact), facts.value(fact)));
            is_known |= facts.value(fact).has_value();
        }
        if (is_known)
            table.add(title_of(text, fact), std::move(cells));
    }
    if (!comparison.methods.empty())
        table.print();
    for (const compare::MethodDifference &difference : differences_of(comparison.methods))
        fmt::print("\n{}\n", sentence_of(text, difference));
    for (const StartMethod method : comparison.unused)
        fmt::print("\n{}\n", text(Text::compare_unused, to_string(method)));
}

Json methods_json(const std::string &program, const Comparison &comparison) {
    Json methods = Json::object();
    for (const auto &[method, facts] : comparison.methods) {
        methods[std::string(to_string(method))] = facts_json<compare::MethodFact>(facts);
        methods[std::string(to_string(method))]["children"] = facts.children;
    }
    return {{"program", program}, {"methods", std::move(methods)}, {"exit_code", static_cast<int>(comparison.exit_code)}};
}

ExitCode compare_methods(const Invocation &invocation, const CompareOptions &options) {
    const auto installation = host::Installation::find();
    if (!installation)
        return invocation.refuse(invocation.text.sentence(installation.error()), ExitCode::host_failed);
    std::vector<ChosenProgram> programs; // all are looked for before the first is run
    for (const StartMethod method : compare::compared_methods) {
        const auto program = options.program.resolve_under(method, invocation, *installation);
        if (!program)
            return invocation.refuse(program.error().sentence, program.error().code);
        programs.push_back(*program);
    }
    const Comparison comparison = run_under_each(invocation, *installation, programs);
    if (options.as_json)
        fmt::print("{}\n", host::dump_report(methods_json(programs.front().name, comparison), 2));
    else
        print_methods(invocation.text, comparison);
    return comparison.exit_code;
}

// Two recordings.

struct Recorded {
    std::string name;
    compare::SessionFacts facts;
};

void print_sessions(const Messages &text, const Recorded &one, const Recorded &other) {
    Table table({one.name, other.name});
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

ExitCode compare_recordings(const Invocation &invocation, const CompareOptions &options) {
    std::vector<Recorded> recorded;
    ExitCode code = ExitCode::ok;
    for (const std::string &file : {options.program.lesson(), options.other}) {
        const auto read = compare::recorded_facts_of(file, [] { return true; });
        if (!read)
            return invocation.refuse_recording(file, read.error());
        if (!read->is_whole)
            code = invocation.refuse(invocation.text(Text::recording_truncated, file), ExitCode::program_failed);
        recorded.push_back({std::filesystem::path(file).filename().string(), read->facts});
    }
    if (options.as_json)
        fmt::print("{}\n", host::dump_report(sessions_json(recorded[0], recorded[1]), 2));
    else
        print_sessions(invocation.text, recorded[0], recorded[1]);
    return code;
}

ExitCode compare_them(const Invocation &invocation, const CompareOptions &options) {
    std::error_code ignored;
    const std::string &first = options.program.lesson();
    if (!options.other.empty() && !invocation.command)
        return compare_recordings(invocation, options);
    if (std::filesystem::is_regular_file(first, ignored))
        return invocation.refuse(invocation.text(Text::compare_one_missing, first));
    return compare_methods(invocation, options);
}

} // namespace

void add_compare(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("compare", about(Text::about_compare));
    const auto options = std::make_shared<CompareOptions>();
    options->program.declare_for_each_method(*command, invocation.text);
    command->add_option("recording", options->other, about(Text::other_recording_argument))->type_name("");
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return compare_them(invocation, *options); }; });
}

} // namespace poolscope::cli
