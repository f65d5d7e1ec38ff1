// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/insight_meter.h"

#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/trace/program_image.h"

#include <algorithm>
#include <fmt/format.h>
#include <unistd.h>

namespace poolscope::trace {

namespace {

constexpr std::string_view allow_attaching = "sudo sysctl kernel.yama.ptrace_scope=0";

std::string trace_as_root(const Outlook &outlook) {
    return fmt::format("sudo poolscope-cli trace {}", outlook.root.pid);
}

// What would let us attach.
std::string remedy(const Outlook &outlook) {
    switch (outlook.hindrance) {
    case Hindrance::other_user: case Hindrance::privileged: return trace_as_root(outlook);
    case Hindrance::not_permitted: return std::string(allow_attaching);
    case Hindrance::foreign_kind: return outlook.command.empty() ? "" : fmt::format("poolscope-cli launch --trace -- {}", outlook.command);
    default: return {};
    }
}

InsightRow from_outside(const Outlook &outlook, Aspect aspect, observe::Insight needed) {
    if (outlook.insight >= needed)
        return {aspect, Sight::partly, Hindrance::sampled, {}};
    if (outlook.hindrance == Hindrance::ended)
        return {aspect, Sight::unseen, Hindrance::ended, {}};
    if (outlook.insight == observe::Insight::nothing)
        return {aspect, Sight::unseen, Hindrance::other_user, trace_as_root(outlook)};
    return {aspect, Sight::unseen, Hindrance::not_permitted, std::string(allow_attaching)};
}

InsightRow messages(const Outlook &outlook) {
    const bool is_whole = outlook.hindrance == Hindrance::none;
    switch (outlook.level) {
    case Level::engine: return {Aspect::messages, Sight::seen, Hindrance::none, {}};
    case Level::shim:
        return {Aspect::messages, Sight::partly, is_whole ? Hindrance::buffered : outlook.hindrance,
                fmt::format("poolscope-cli launch --trace -- {}", outlook.command)};
    case Level::tracer:
        if (outlook.hindrance == Hindrance::foreign_kind) // its calls have numbers of their own
            return {Aspect::messages, Sight::unseen, outlook.hindrance, {}};
        return {Aspect::messages, is_whole ? Sight::seen : Sight::partly, outlook.hindrance, remedy(outlook)};
    case Level::observer: break;
    }
    if (is_whole)
        return {Aspect::messages, Sight::unseen, Hindrance::sampled, fmt::format("poolscope-cli trace {}", outlook.root.pid)};
    return {Aspect::messages, Sight::unseen, outlook.hindrance, remedy(outlook)};
}

InsightRow locks(const Outlook &outlook) {
    const std::string launch = !outlook.takes_library ? "" : outlook.command.empty() ? "poolscope-cli launch -- COMMAND" : "poolscope-cli launch -- " + outlook.command;
    switch (outlook.level) {
    case Level::engine: return {Aspect::locks, Sight::seen, Hindrance::none, {}};
    case Level::shim:
        return outlook.hindrance == Hindrance::none ? InsightRow{Aspect::locks, Sight::seen, Hindrance::none, {}}
                                                    : InsightRow{Aspect::locks, Sight::partly, outlook.hindrance, {}};
    case Level::tracer: return {Aspect::locks, Sight::partly, Hindrance::no_call, launch};
    case Level::observer: break;
    }
    InsightRow row = from_outside(outlook, Aspect::locks, observe::Insight::full);
    if (row.command.empty() && row.hindrance == Hindrance::sampled)
        row.command = launch;
    return row;
}

// Without the right to attach there remains where in the kernel each thread sleeps.
InsightRow waits(const Outlook &outlook) {
    InsightRow row = from_outside(outlook, Aspect::waits, observe::Insight::full);
    if (row.hindrance == Hindrance::not_permitted)
        row.sight = Sight::partly;
    return row;
}

bool is_zombie(ProcessKey process) {
    observe::ProcProcessSource source(0);
    const auto stat = source.ProcessSource::stat(process);
    return !stat || stat->has_ended();
}

} // namespace

std::string_view to_string(Level level) {
    constexpr std::string_view names[] = {"observer", "tracer", "shim", "engine"};
    return names[static_cast<std::size_t>(level)];
}

std::vector<InsightRow> measure(const Outlook &outlook) {
    using observe::Insight;
    InsightRow processes{Aspect::processes, Sight::seen, Hindrance::none, {}};
    if (outlook.level == Level::observer && !outlook.has_news)
        processes = {Aspect::processes, Sight::partly, Hindrance::no_news, trace_as_root(outlook)};
    return {processes,
            from_outside(outlook, Aspect::descriptors, Insight::descriptors),
            waits(outlook),
            from_outside(outlook, Aspect::waiting_messages, Insight::descriptors),
            messages(outlook),
            locks(outlook)};
}

std::vector<Event> insight_events(const Outlook &outlook, std::int64_t time_ns) {
    std::vector<Event> events;
    for (const InsightRow &row : measure(outlook))
        events.push_back({.time_ns = time_ns,
                          .process = outlook.root,
                          .kind = EventKind::insight,
                          .object = static_cast<ObjectId>(row.aspect),
                          .a = static_cast<std::int64_t>(row.sight),
                          .b = static_cast<std::int64_t>(row.hindrance),
                          .payload = row.command.substr(0, telemetry::payload_limit)});
    return events;
}

Hindrance hindrance_of(const Error &error, ProcessKey process) {
    if (error.code != ErrorCode::permission)
        return Hindrance::ended;
    if (is_zombie(process))
        return Hindrance::ended;
    if (error.detail.find("already") != std::string::npos)
        return Hindrance::traced_already;
    observe::ProcProcessSource source(0);
    const auto owner = source.owner(process);
    return owner && *owner != ::geteuid() && ::geteuid() != 0 ? Hindrance::other_user : Hindrance::not_permitted;
}

Hindrance hindrance_of(const Tracer &tracer, ProcessKey root, const std::vector<ProcessKey> &processes) {
    const auto is_foreign = [](ProcessKey process) {
        const auto image = image_of(process);
        return image && !image->is_understood; // its system calls have numbers of their own
    };
    if (is_foreign(root))
        return Hindrance::foreign_kind;
    const bool are_some_refused = std::ranges::any_of(tracer.refusals(), [](const auto &refusal) {
        return refusal.second.code == ErrorCode::permission && hindrance_of(refusal.second, refusal.first) != Hindrance::ended;
    });
    return are_some_refused || std::ranges::any_of(processes, is_foreign) ? Hindrance::not_all : Hindrance::none;
}

} // namespace poolscope::trace
