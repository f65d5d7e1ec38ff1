// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/account.h"
#include "app/poolscope-cli/events/event_filter.h"
#include "app/poolscope-cli/events/event_json.h"
#include "app/poolscope-cli/events/summary_json.h"
#include "app/poolscope-cli/run/observed_run.h"
#include "app/poolscope-cli/subcommands.h"

#include <memory>

namespace poolscope::cli {

namespace {

struct RunOptions {
    ProgramChoice program;
    std::string recording, lines;
    std::vector<std::string> faults;
    EventFilter filter;
    bool as_json = false, takes_lines = false;
};

constexpr long default_lines = 200;
constexpr long maximum_lines = 1'000'000'000;

ExitCode run(const Invocation &invocation, const RunOptions &options) {
    const Messages &text = invocation.text;
    const auto lines = options.lines.empty() ? default_lines : whole_number(options.lines, 0, maximum_lines);
    if (!lines)
        return invocation.refuse(text(Text::lines_range, options.lines));
    auto filter = options.filter;
    if (const auto refused = filter.parse(invocation))
        return *refused;
    const auto installation = host::Installation::find();
    if (!installation)
        return invocation.refuse(text.sentence(installation.error()), ExitCode::host_failed);
    const auto program = options.program.resolve(invocation, *installation);
    if (!program)
        return invocation.refuse(program.error().sentence, program.error().code);

    std::vector<PlannedFault> faults;
    for (const std::string &written : options.faults) {
        const auto fault = PlannedFault::parse(written);
        if (!fault)
            return invocation.refuse(text(Text::bad_fault, written));
        faults.push_back(*fault);
    }

    Account account(text, static_cast<std::size_t>(*lines), stdout);
    SummaryJson summary;
    const auto listener = [&](std::span<const Event> events) {
        if (!options.as_json)
            return account.add(events, &filter);
        for (const Event &event : events) {
            summary.add(event);
            if (filter.accepts(event))
                fmt::print("{}\n", event_json(event));
        }
        std::fflush(stdout);
    };
    const RunOutcome outcome = observe_run(invocation, *installation, {*program, options.recording, faults, options.takes_lines}, listener);
    if (options.as_json)
        fmt::print("{}\n", summary.line(outcome.exit_code(), outcome.program_exit));
    else if (outcome.events != 0)
        account.print_summary();
    std::fflush(stdout);
    return outcome.exit_code();
}

} // namespace

void add_run(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("run", about(Text::about_run));
    const auto options = std::make_shared<RunOptions>();
    options->program.declare(*command, invocation.text);
    command->add_option("--record", options->recording, about(Text::record_option))->type_name("FILE");
    command->add_option("--lines", options->lines, about(Text::lines_option))->type_name("N");
    command->add_option("--fault", options->faults, about(Text::fault_option))->type_name("NAME=FAULT")->allow_extra_args(false);
    command->add_flag("--control", options->takes_lines, about(Text::control_option));
    options->filter.declare(*command, invocation.text);
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return run(invocation, *options); }; });
}

} // namespace poolscope::cli
