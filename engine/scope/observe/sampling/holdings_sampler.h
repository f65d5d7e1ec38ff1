// SPDX-License-Identifier: Apache-2.0
#pragma once

// The memory that is really a process's own, where shared pages count in parts (PSS), what of it nobody shares, and how many
// descriptors it has open. The kernel walks all its pages to tell, so one process is asked at a time, in turn, and no more often
// than costs a thousandth of the time.

#include "engine/core/telemetry/event.h"
#include "engine/scope/observe/kernel/process_source.h"

#include <map>
#include <vector>

namespace poolscope::observe {

class HoldingsSampler {
public:
    explicit HoldingsSampler(ProcessSource &source) : source_(&source) {}

    // What changed noticeably; nothing while it is too early.
    std::vector<Event> sample(const std::vector<ProcessKey> &processes, std::int64_t time_ns);

private:
    struct Told {
        std::int64_t bytes = 0, descriptors = 0;
    };
    ProcessSource *source_;
    std::map<ProcessKey, Told> told_;
    ProcessKey last_;
    std::int64_t next_ns_ = 0;
};

} // namespace poolscope::observe
