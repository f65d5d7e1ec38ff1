// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the processes of a program do that is not stuck: those for whom the others wait in the end, or all when nobody waits for
// another one. Processes that do the same are one entry, as the workers of a pool are. Told from the State alone.

#include "engine/scope/state/state.h"

#include <functional>
#include <vector>

namespace poolscope::diagnose {

struct DoingThread {
    std::int32_t id = 0;
    state::Activity activity; // of several processes on the average; rests_since_ns is the latest
};

struct Doing {
    std::vector<ProcessKey> processes;
    std::vector<DoingThread> threads; // of the first one, who wants the most of a CPU first
    std::vector<ProcessKey> waiting;  // for them
};

// The threads of a process; `own_only`: without those that only certain processes can wake.
enum class WhichThreads { all, own_only };
std::vector<DoingThread> threads_of(const state::State &state, ProcessKey process, WhichThreads which);

// Asked of two that are of one process each, and for which the same wait.
using DoTheSame = std::function<bool(const Doing &one, const Doing &other)>;
std::vector<Doing> doings(const state::State &state, const DoTheSame &do_the_same);
// As far as the State tells: their threads wait for things of the same name, or run.
bool do_the_same(const state::State &state, const Doing &one, const Doing &other);

} // namespace poolscope::diagnose
