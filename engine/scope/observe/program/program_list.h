// SPDX-License-Identifier: Apache-2.0
#pragma once

// The programs of several processes that run on this machine: what a person may want to look at. One look, from whatever
// everybody may see; nothing is opened for longer, and nothing of the programs is touched.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/kernel/process_source.h"
#include "engine/scope/observe/program/program_kind.h"

#include <string>
#include <vector>

namespace poolscope::observe {

struct ListedProgram {
    // The first is the one to be looked at; more only for a pipeline of a shell in which somebody types, which has no common
    // process but that shell.
    std::vector<ProcessKey> roots;
    ProgramKind kind = ProgramKind::other;
    StartMethod start_method = StartMethod::none; // how its processes were started, when that is one method
    Certainty certainty = Certainty::inferred;    // of kind and method
    std::string name;
    std::string command; // for people
    std::vector<pid_t> members; // of a program whose processes belong together for certain: all of them
    bool is_minor = false;      // one process, of no program of several: only for who asks for it by name or number
    int processes = 0;   // with all that descend from the roots
    int threads = 0;
    std::int64_t cpu_ns = 0; // of all its living processes
    std::int64_t rss_bytes = 0;
    Access access;       // to the first root
};

enum class Listing { of_several, every_process };

// Known kinds first, then the larger, minor ones last. The calling process, with all that descends from it, is part of no program.
Result<std::vector<ListedProgram>> list_programs(ProcessSource &source, Listing listing = Listing::of_several);

} // namespace poolscope::observe
