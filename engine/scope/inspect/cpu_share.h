// SPDX-License-Identifier: Apache-2.0
#pragma once

// How much of a CPU threads had between two moments, and how much they wanted besides: time in which they could have run and another
// one had it (schedstat of proc(5), which everybody may read).

#include "engine/scope/observe/snapshot/snapshot.h"

#include <map>
#include <sys/types.h>

namespace poolscope::inspect {

struct CpuShare {
    double had = 0, lacked = 0; // of one CPU: 1 is all of the time
    double wanted() const { return had + lacked; }
};

class CpuMeter {
public:
    // Begins to measure the threads of all processes of the program.
    explicit CpuMeter(const observe::Snapshot &snapshot);
    // Since it began, by thread; without those that ended.
    std::map<pid_t, CpuShare> shares() const;

private:
    struct Times {
        std::int64_t at_ns = 0;
        std::uint64_t had_ns = 0, lacked_ns = 0;
    };
    static Times times_of(pid_t thread);
    std::map<pid_t, Times> begin_;
};

} // namespace poolscope::inspect
