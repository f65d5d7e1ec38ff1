// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/account.h"
#include "app/poolscope-cli/events/event_json.h"
#include "app/poolscope-cli/events/summary_json.h"
#include "app/poolscope-cli/run/observed_run.h"
#include "app/poolscope-cli/subcommands.h"
#include "app/poolscope-cli/words/insight_text.h"
#include "engine/scope/host/launch_way.h"

#include <memory>
#include <optional>

namespace poolscope::cli {

namespace {

struct LaunchOptions {
    std::string recording, lines;
    bool as_json = false, trace = false, watch = false;
};

constexpr long default_lines = 200;
constexpr long maximum_lines = 1'000'000'000;
constexpr std::int64_t watch_interval_ns = 1'000'000'000;

class Teller {
public:
    Teller(const Messages &text, const LaunchOptions &options, std::size_t lines)
        : text_(text), options_(options), account_(text, lines, options.watch ? nowhere_ : stdout) {}
    ~Teller() { std::fclose(nowhere_); }

    void take(std::span<const Event> events) {
        for (const Event &event : events) {
            summary_.add(event);
            if (options_.as_json && !options_.watch)
                fmt::print("{}\n", event_json(event));
        }
        if (!options_.as_json) {
            std::fputs(insight_text(text_, events).c_str(), stdout);
            account_.add(events);
        }
        if (options_.watch && !events.empty() && events.back().time_ns - shown_ns_ >= watch_interval_ns) {
            shown_ns_ = events.back().time_ns;
            if (options_.as_json)
                fmt::print("{}\n", summary_.line(ExitCode::ok, std::nullopt));
            else
                account_.print_summary(stdout);
        }
        std::fflush(stdout);
    }

    void finish(const RunOutcome &outcome) {
        if (options_.as_json)
            fmt::print("{}\n", summary_.line(outcome.exit_code(), outcome.program_exit));
        else if (outcome.events != 0)
            account_.print_summary(stdout);
        std::fflush(stdout);
    }

private:
    const Messages &text_;
    const LaunchOptions &options_;
    std::FILE *nowhere_ = std::fopen("/dev/null", "w");
    Account account_;
    SummaryJson summary_;
    std::int64_t shown_ns_ = 0;
};

// What a person should know who expects the library.
std::optional<Text> traced_notice(host::LaunchWay way) {
    switch (way) {
    case host::LaunchWay::traced_static: return Text::launch_static;
    case host::LaunchWay::traced_privileged: return Text::launch_privileged;
    case host::LaunchWay::traced_compatible: return Text::launch_compatible;
    case host::LaunchWay::traced_foreign: return Text::launch_foreign;
    default: return std::nullopt;
    }
}

ExitCode launch(const Invocation &invocation, const LaunchOptions &options) {
    const Messages &text = invocation.text;
    const auto lines = options.lines.empty() ? default_lines : whole_number(options.lines, 0, maximum_lines);
    if (!lines)
        return invocation.refuse(text(Text::lines_range, options.lines));
    if (!invocation.command || invocation.command->empty() || invocation.command->front().empty())
        return invocation.refuse(text(Text::command_missing));
    const auto installation = host::Installation::find();
    if (!installation)
        return invocation.refuse(text.sentence(installation.error()), ExitCode::host_failed);
    ChosenProgram program;
    program.launch.command = *invocation.command;
    program.launch.insight = options.trace ? host::WantedInsight::traced : host::WantedInsight::best;
    program.name = invocation.command->front();
    if (const auto notice = traced_notice(host::launch_way(program.name)); notice && !options.trace)
        fmt::print(stderr, "{}\n", text(*notice, program.name));
    Teller teller(text, options, static_cast<std::size_t>(*lines));
    const RunOutcome outcome = observe_run(invocation, *installation, {program, options.recording},
                                           [&](std::span<const Event> events) { teller.take(events); });
    teller.finish(outcome);
    return outcome.exit_code();
}

} // namespace

void add_launch(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("launch", about(Text::about_launch));
    const auto options = std::make_shared<LaunchOptions>();
    command->add_flag("--trace", options->trace, about(Text::trace_option));
    command->add_option("--record", options->recording, about(Text::record_option))->type_name("FILE");
    command->add_option("--lines", options->lines, about(Text::lines_option))->type_name("N");
    command->add_flag("--watch", options->watch, about(Text::trace_watch_option));
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return launch(invocation, *options); }; });
}

} // namespace poolscope::cli
