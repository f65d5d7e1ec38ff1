// SPDX-License-Identifier: Apache-2.0
#pragma once

// The insight meter: of everything that could be known of a program, what is seen now, what is not, why, and the one command that
// would show more. What is measured is how whoever looks says that he does.

#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/snapshot/snapshot.h"
#include "engine/scope/trace/tracer.h"

#include <optional>
#include <string>
#include <vector>

namespace poolscope::trace {

// How the messages of a program come to be known, from the least to the most.
enum class Level : std::uint8_t {
    observer, // not at all: only what /proc shows from time to time
    tracer,   // every system call is stopped at
    shim,     // a library in front of libc tells
    engine,   // the program is built on our engine and tells by itself
};
std::string_view to_string(Level level);

struct Outlook {
    ProcessKey root;
    Level level = Level::observer;
    observe::Insight insight = observe::Insight::full; // what /proc shows of it
    bool has_news = true;            // the kernel tells of starts and ends
    Hindrance hindrance = Hindrance::none; // why the level is not higher, or not for all processes
    bool takes_library = true;       // our library can be put in front of it, or could when it is launched
    std::string command;             // a launched program's, as a person would type it
};

struct InsightRow {
    Aspect aspect = Aspect::processes;
    Sight sight = Sight::seen;
    Hindrance hindrance = Hindrance::none;
    std::string command; // that would show more; empty when there is none
};

// One row an aspect, in their order.
std::vector<InsightRow> measure(const Outlook &outlook);
// The same as events, about the root.
std::vector<Event> insight_events(const Outlook &outlook, std::int64_t time_ns);
// Why a process could not be traced.
Hindrance hindrance_of(const Error &error, ProcessKey process);
// Why not all messages are told of a program, the first of whose processes is `root`, while it is traced.
Hindrance hindrance_of(const Tracer &tracer, ProcessKey root, const std::vector<ProcessKey> &processes);

} // namespace poolscope::trace
