// SPDX-License-Identifier: Apache-2.0
#pragma once

// What happened next to the threads that the calling thread traces: the tracer's own waiting, and the only one beside the reaper's.
// It leaves alone what other threads of this process trace, and this process's own children once they have ended: those are the
// reaper's.

#include "engine/core/base/error.h"

#include <optional>
#include <sys/types.h>

namespace poolscope::trace {

enum class StopKind { call, event, signal, group, ended };

struct Stop {
    pid_t thread = 0;
    StopKind kind = StopKind::ended;
    int signal = 0;    // of a signal or group stop
    int event = 0;     // PTRACE_EVENT_…
    int exit_code = 0; // Python's exitcode, of one that ended
    bool is_ours = false; // ended, and left to the reaper
};

enum class Waiting { no, yes };
// Whether there may be children of ours among the traced: then what happened is looked at before it is taken, which costs a call.
enum class Kinship { none, possible };

// Nothing when there is nothing now, or a signal came. not_found when nobody is traced (any more).
Result<std::optional<Stop>> next_stop(Waiting waiting, Kinship kinship);
bool is_child_of_ours(pid_t pid);

} // namespace poolscope::trace
