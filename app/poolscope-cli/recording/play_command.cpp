// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/account.h"
#include "app/poolscope-cli/events/event_filter.h"
#include "app/poolscope-cli/events/event_json.h"
#include "app/poolscope-cli/events/summary_json.h"
#include "app/poolscope-cli/program_choice.h"
#include "app/poolscope-cli/subcommands.h"
#include "engine/core/recording/recording.h"

#include <algorithm>
#include <memory>

namespace poolscope::cli {

namespace {

struct PlayOptions {
    std::string file, until, lines;
    EventFilter filter;
    bool as_json = false;
};

constexpr double longest_seconds = 1e9;
constexpr long default_lines = 200;
constexpr long maximum_lines = 1'000'000'000;

class Player {
public:
    Player(const Invocation &invocation, const PlayOptions &options, std::size_t lines, double until_seconds)
        : invocation_(invocation), options_(options), filter_(options.filter), account_(invocation.text, lines, stdout), until_seconds_(until_seconds) {}

    std::optional<ExitCode> parse_filter() { return filter_.parse(invocation_); }


    ExitCode play(telemetry::RecordingReader &reader) {
        for (std::size_t block = 0; block < reader.blocks() && !has_reached_end_; ++block) {
            auto events = reader.read(block);
            if (!events)
                return invocation_.refuse_recording(options_.file, events.error());
            take(*std::move(events));
        }
        const bool is_whole = reader.damage().is_whole() && reader.damage().was_closed && lost_ == 0;
        const ExitCode exit_code = is_whole || has_reached_end_ ? ExitCode::ok : ExitCode::program_failed;
        if (options_.as_json)
            fmt::print("{}\n", summary_.line(exit_code, program_exit_));
        else
            account_.print_summary();
        std::fflush(stdout);
        if (!has_reached_end_ && (!reader.damage().is_whole() || !reader.damage().was_closed))
            invocation_.refuse(invocation_.text(Text::recording_truncated, options_.file));
        return exit_code;
    }

private:
    void take(std::vector<Event> events) {
        if (first_ns_ == 0 && !events.empty())
            first_ns_ = events.front().time_ns;
        const auto is_later = [this](const Event &event) {
            return static_cast<double>(event.time_ns - first_ns_) / 1e9 > until_seconds_;
        };
        const auto end = std::find_if(events.begin(), events.end(), is_later);
        has_reached_end_ = end != events.end();
        events.erase(end, events.end());
        if (!options_.as_json)
            account_.add(events, &filter_);
        for (const Event &event : events) {
            lost_ += event.kind == EventKind::gap;
            if (event.kind == EventKind::program_exited)
                program_exit_ = static_cast<int>(event.a);
            if (!options_.as_json)
                continue;
            summary_.add(event);
            if (filter_.accepts(event))
                fmt::print("{}\n", event_json(event));
        }
    }

    const Invocation &invocation_;
    const PlayOptions &options_;
    EventFilter filter_;
    Account account_;
    SummaryJson summary_;
    double until_seconds_;
    std::int64_t first_ns_ = 0;
    std::uint64_t lost_ = 0;
    std::optional<int> program_exit_;
    bool has_reached_end_ = false;
};

ExitCode play(const Invocation &invocation, const PlayOptions &options) {
    const Messages &text = invocation.text;
    const auto until = options.until.empty() ? longest_seconds : real_number(options.until, 0, longest_seconds);
    if (!until)
        return invocation.refuse(text(Text::until_range, options.until));
    const auto lines = options.lines.empty() ? default_lines : whole_number(options.lines, 0, maximum_lines);
    if (!lines)
        return invocation.refuse(text(Text::lines_range, options.lines));
    Player player(invocation, options, static_cast<std::size_t>(*lines), *until);
    if (const auto refused = player.parse_filter())
        return *refused;
    auto reader = telemetry::RecordingReader::open(options.file);
    if (!reader)
        return invocation.refuse_recording(options.file, reader.error());
    return player.play(*reader);
}

} // namespace

void add_play(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("play", about(Text::about_play));
    const auto options = std::make_shared<PlayOptions>();
    command->add_option("file", options->file, about(Text::file_argument))->required()->type_name("");
    command->add_option("--until", options->until, about(Text::until_option))->type_name("SECONDS");
    command->add_option("--lines", options->lines, about(Text::lines_option))->type_name("N");
    options->filter.declare(*command, invocation.text);
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return play(invocation, *options); }; });
}

} // namespace poolscope::cli
