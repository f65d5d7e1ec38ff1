// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a launched program's messages come to be seen, chosen for the program that it is: by itself when it is built on our engine, by
// a preloaded library, or by tracing where neither can be. Owned by the host; the program's tree of processes follows by itself.

#include "engine/core/telemetry/collector.h"
#include "engine/scope/host/command.h"
#include "engine/scope/trace/insight_meter.h"
#include "engine/scope/trace/stream_matcher.h"
#include "engine/scope/trace/tracer.h"

#include <filesystem>
#include <map>
#include <memory>

namespace poolscope::host {

class LaunchInsight {
public:
    // What is to be started, and in which environment, so that the launch's insight can be had.
    Launch prepare(const Launch &launch, const std::filesystem::path &shim, std::map<std::string, std::string> &environment);
    // The program has been started: traces it if that was chosen, and tells how much will be seen.
    void begin(ProcessKey program, bool has_news, telemetry::Collector &collector);
    // What it tells is told from outside: it is known not to be built on our engine.
    bool is_foreign() const { return outlook_.level == trace::Level::shim || outlook_.level == trace::Level::tracer; }
    // Of all that was collected, what the host hands on.
    void pass(std::vector<Event> &events);
    // What the tracer has not told yet is with the collector then.
    void stop_tracing();
    void end();

private:
    void trace(ProcessKey program, telemetry::Collector &collector);

    WantedInsight wish_ = WantedInsight::sampled;
    trace::Outlook outlook_;
    std::unique_ptr<trace::Tracer> tracer_;
    trace::StreamMatcher matcher_;
};

} // namespace poolscope::host
