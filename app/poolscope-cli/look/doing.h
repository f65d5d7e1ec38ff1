// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the processes of a program do that is not stuck: those for which the others wait in the end, or all when nobody waits for
// another one. Processes that do the same are one entry, as the workers of a pool are.

#include "app/poolscope-cli/look/examination.h"
#include "app/poolscope-cli/look/place.h"
#include "engine/scope/inspect/cpu_share.h"

#include <optional>
#include <string>
#include <vector>

namespace poolscope::cli {

struct DoingThread {
    pid_t id = 0;
    std::string wait; // empty: it runs
    std::optional<Place> place;
    std::string place_words;
    inspect::CpuShare share; // of several processes on the average
    std::optional<std::int64_t> rest_ns; // for how long it has not run, when that is long; of several processes the shortest
};

struct Doing {
    std::vector<ProcessKey> processes;
    std::vector<DoingThread> threads; // who wants the most of a CPU first
    std::vector<ProcessKey> waiting;  // for them
};

// The threads of a process; `own_only`: without those that only certain processes can wake.
enum class WhichThreads { all, own_only };
std::vector<DoingThread> threads_of(const Messages &text, const Examination &examination, ProcessKey process, WhichThreads which);

std::vector<Doing> doings(const Messages &text, const Examination &examination);

} // namespace poolscope::cli
