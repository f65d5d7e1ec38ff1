// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/account.h"
#include "app/poolscope-cli/events/event_json.h"
#include "app/poolscope-cli/events/summary_json.h"
#include "app/poolscope-cli/program_choice.h"
#include "app/poolscope-cli/subcommands.h"
#include "app/poolscope-cli/words/insight_text.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/signal_descriptor.h"
#include "engine/core/posix/thread_group.h"
#include "engine/scope/trace/trace_session.h"

#include <csignal>
#include <cstdio>
#include <memory>
#include <sys/signalfd.h>
#include <unistd.h>

namespace poolscope::cli {

namespace {

struct TraceOptions {
    std::string pid, time, lines;
    bool as_json = false, watch = false;
};

constexpr long default_lines = 200;
constexpr long maximum_lines = 1'000'000'000;
constexpr double longest_seconds = 1e7;
constexpr Seconds turn_patience{0.05};
constexpr Seconds watch_interval{1.0};

// "5", "5s", "2m", "1h"
std::optional<double> seconds_in(std::string text) {
    double unit = 1;
    if (!text.empty() && (text.back() == 's' || text.back() == 'm' || text.back() == 'h')) {
        unit = text.back() == 's' ? 1 : text.back() == 'm' ? 60 : 3600;
        text.pop_back();
    }
    const auto number = real_number(text, 0, longest_seconds / unit);
    return number ? std::optional(*number * unit) : std::nullopt;
}

class Follower {
public:
    Follower(const Messages &text, const TraceOptions &options, std::size_t lines)
        : text_(text), options_(options), account_(text, lines, options.watch ? nowhere_ : stdout) {}
    ~Follower() { std::fclose(nowhere_); }

    void follow(trace::TraceSession &session, int interrupts, Deadline end) {
        Deadline next_look = Deadline::after(watch_interval);
        begin(session);
        while (!session.is_over()) {
            take(session.turn(turn_patience));
            signalfd_siginfo info;
            if (::read(interrupts, &info, sizeof info) > 0 || end.has_passed() || std::ferror(stdout))
                session.stop();
            if (options_.watch && next_look.has_passed()) {
                next_look = Deadline::after(watch_interval);
                show();
            }
        }
        take(session.turn(turn_patience));
        finish(session);
    }

private:
    void begin(const trace::TraceSession &session) {
        if (options_.as_json)
            return;
        const trace::Outlook &outlook = session.outlook();
        fmt::print("{}\n{}\n", text_(Text::heading_insight, outlook.root.pid, level_text(text_, outlook.level)),
                   insight_text(text_, trace::insight_events(outlook, 0)));
        std::fflush(stdout);
    }

    void take(const std::vector<Event> &events) {
        for (const Event &event : events) {
            summary_.add(event);
            if (event.kind == EventKind::program_exited)
                exit_code_ = static_cast<int>(event.a);
            if (options_.as_json && !options_.watch)
                fmt::print("{}\n", event_json(event));
        }
        if (!options_.as_json)
            account_.add(events);
        else
            std::fflush(stdout);
    }

    void show() {
        if (options_.as_json) {
            fmt::print("{}\n", summary_.line(ExitCode::ok, exit_code_));
        } else {
            if (::isatty(STDOUT_FILENO) != 0)
                std::fputs("\033[H\033[2J", stdout);
            account_.print_summary(stdout);
        }
        std::fflush(stdout);
    }

    void finish(const trace::TraceSession &session) {
        if (options_.as_json)
            fmt::print("{}\n", summary_.line(ExitCode::ok, exit_code_));
        else
            account_.print_summary(stdout);
        if (!options_.as_json && posix::is_running(session.outlook().root))
            fmt::print("{}\n", text_(Text::let_go, session.outlook().root.pid));
        std::fflush(stdout);
    }

    const Messages &text_;
    const TraceOptions &options_;
    std::FILE *nowhere_ = std::fopen("/dev/null", "w");
    Account account_;
    SummaryJson summary_;
    std::optional<int> exit_code_;
};

ExitCode trace_program(const Invocation &invocation, const TraceOptions &options) {
    const Messages &text = invocation.text;
    const auto pid = whole_number(options.pid, 1, (1 << 22) - 1);
    if (!pid)
        return invocation.refuse(text(Text::pid_range, options.pid));
    const auto lines = options.lines.empty() ? default_lines : whole_number(options.lines, 0, maximum_lines);
    if (!lines)
        return invocation.refuse(text(Text::lines_range, options.lines));
    const auto time = options.time.empty() ? std::nullopt : seconds_in(options.time);
    if (!options.time.empty() && !time)
        return invocation.refuse(text(Text::for_range, options.time));
    const auto key = posix::process_key_of(posix::process_of_thread(static_cast<pid_t>(*pid)));
    if (!key)
        return invocation.refuse(text(Text::no_such_process, *pid));
    if (!posix::is_running(*key))
        return invocation.refuse(text(Text::process_has_ended, *pid));
    if (posix::is_kernel_thread(*key))
        return invocation.refuse(text(Text::process_of_kernel, *pid));
    const UniqueFd interrupts = posix::signal_descriptor(posix::interrupting_signals).value_or(UniqueFd()); // before the tracer's thread begins
    const auto session = trace::TraceSession::attach(*key);
    if (!session)
        return invocation.refuse(session.error().code == ErrorCode::not_found ? text(Text::no_such_process, *pid) : text.sentence(session.error()),
                                 session.error().code == ErrorCode::not_found ? ExitCode::usage : ExitCode::host_failed);
    Follower(text, options, static_cast<std::size_t>(*lines)).follow(**session, interrupts.get(), time ? Deadline::after(Seconds(*time)) : Deadline::never());
    return ExitCode::ok;
}

} // namespace

void add_trace(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("trace", about(Text::about_trace));
    const auto options = std::make_shared<TraceOptions>();
    command->add_option("pid", options->pid, about(Text::pid_argument))->required()->type_name("");
    command->add_option("--for", options->time, about(Text::for_option))->type_name("TIME");
    command->add_option("--lines", options->lines, about(Text::lines_option))->type_name("N");
    command->add_flag("--watch", options->watch, about(Text::trace_watch_option));
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return trace_program(invocation, *options); }; });
}

} // namespace poolscope::cli
