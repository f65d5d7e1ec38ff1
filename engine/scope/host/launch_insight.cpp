// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/launch_insight.h"

#include "engine/core/base/command_line.h"
#include "engine/core/posix/pidfd.h"
#include "engine/scope/host/launch_way.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/trace/program_image.h"

#include <csignal>
#include <cstdlib>
#include <thread>

namespace poolscope::host {

namespace {

// A shell that becomes the program when it is told to go on: so the tracer is there before the program's first instruction.
constexpr const char *gate = "kill -STOP $$; exec \"$@\"";
constexpr Seconds longest_start{10.0};

std::string command_line(const std::vector<std::string> &words) {
    std::string line;
    for (const std::string &word : words)
        line += word + '\0';
    return shown_command(line);
}

bool comes_to_gate(ProcessKey program) {
    observe::ProcProcessSource source;
    for (const Deadline deadline = Deadline::after(longest_start); !deadline.has_passed();) {
        const auto stat = source.ProcessSource::stat(program);
        if (!stat || stat->has_ended())
            return false;
        if (stat->letter == 'T' || stat->letter == 't')
            return true;
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return false;
}

} // namespace

Launch LaunchInsight::prepare(const Launch &launch, const std::filesystem::path &shim, std::map<std::string, std::string> &environment) {
    wish_ = launch.insight;
    outlook_ = {};
    outlook_.command = command_line(launch.command);
    Launch prepared = launch;
    const auto image = trace::read_program_image(launch.command.front());
    if (wish_ == WantedInsight::sampled || !image) // a program that is not there is the start's error
        return prepared;
    const LaunchWay way = launch_way(*image);
    if (way == LaunchWay::itself) {
        outlook_.level = trace::Level::engine;
    } else if (wish_ == WantedInsight::best && !shim.empty() && way == LaunchWay::preloaded) {
        outlook_.level = trace::Level::shim;
        const auto given = launch.environment.find("LD_PRELOAD");
        const char *own = std::getenv("LD_PRELOAD");
        const std::string rest = given != launch.environment.end() ? given->second : own != nullptr ? own : "";
        environment["LD_PRELOAD"] = shim.string() + (rest.empty() ? "" : ":" + rest);
    } else {
        outlook_.level = trace::Level::tracer;
        outlook_.takes_library = way == LaunchWay::preloaded;
        if (way == LaunchWay::traced_foreign)
            outlook_.hindrance = Hindrance::foreign_kind;
        prepared.command.insert(prepared.command.begin(), {"/bin/sh", "-c", gate, "sh"});
    }
    return prepared;
}

void LaunchInsight::begin(ProcessKey program, bool has_news, telemetry::Collector &collector) {
    if (wish_ == WantedInsight::sampled)
        return;
    outlook_.root = program;
    outlook_.has_news = has_news;
    if (outlook_.level == trace::Level::tracer)
        trace(program, collector);
    for (Event &event : trace::insight_events(outlook_, monotonic_ns()))
        collector.add(std::move(event));
}

void LaunchInsight::trace(ProcessKey program, telemetry::Collector &collector) {
    if (comes_to_gate(program)) {
        auto tracer = trace::Tracer::start({program}, [&collector](std::vector<Event> &&events) {
            for (Event &event : events)
                collector.add(std::move(event));
        });
        if (tracer) {
            tracer_ = *std::move(tracer);
        } else {
            outlook_.level = trace::Level::observer;
            outlook_.hindrance = trace::hindrance_of(tracer.error(), program);
        }
    }
    if (const auto pidfd = posix::open_pidfd(program))
        static_cast<void>(posix::send_signal(pidfd->get(), SIGCONT));
}

void LaunchInsight::pass(std::vector<Event> &events) {
    if (wish_ != WantedInsight::sampled && outlook_.level != trace::Level::engine)
        matcher_.pass(events);
}

void LaunchInsight::stop_tracing() {
    tracer_.reset();
}

void LaunchInsight::end() {
    stop_tracing();
    matcher_ = {};
}

} // namespace poolscope::host
