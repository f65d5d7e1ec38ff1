// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/recording/compare_methods.h"

#include "app/poolscope-cli/recording/comparison_numbers.h"
#include "app/poolscope-cli/run/observed_run.h"
#include "engine/scope/host/report.h"

#include <algorithm>
#include <cstdio>

namespace poolscope::cli {

namespace {

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
        const RunOutcome outcome = observe_run(invocation, installation, {programs[at], {}}, [&](std::span<const Event> events) {
            for (const Event &event : events) {
                run.apply(event);
                if (event.kind == EventKind::console_output && event.a == 2)
                    std::fwrite(event.payload.data(), 1, event.payload.size(), stderr);
            }
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
    ComparisonTable table(std::move(heads));
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

} // namespace

ExitCode compare_methods(const Invocation &invocation, const ProgramChoice &choice, bool as_json) {
    const auto installation = host::Installation::find();
    if (!installation)
        return invocation.refuse(invocation.text.sentence(installation.error()), ExitCode::host_failed);
    std::vector<ChosenProgram> programs; // all are looked for before the first is run
    for (const StartMethod method : compare::compared_methods) {
        const auto program = choice.resolve_under(method, invocation, *installation);
        if (!program)
            return invocation.refuse(program.error().sentence, program.error().code);
        programs.push_back(*program);
    }
    const Comparison comparison = run_under_each(invocation, *installation, programs);
    if (as_json)
        fmt::print("{}\n", host::dump_report(methods_json(programs.front().name, comparison), 2));
    else
        print_methods(invocation.text, comparison);
    return comparison.exit_code;
}

} // namespace poolscope::cli
