// SPDX-License-Identifier: Apache-2.0
#pragma once

// The threads of CPython that write into a pipe what was put into a multiprocessing.Queue (QueueFeederThread), told by the function in
// which they are, and the queue by what they wait for, or because their process writes to no other.

#include "engine/scope/observe/recognition/recognition.h"

#include <vector>

namespace poolscope::inspect {

struct FeederThread {
    pid_t id = 0;
    ObjectId queue = 0; // 0: one of several
    std::string name;   // the queue's
    Certainty certainty = Certainty::observed; // of the queue being that one
};

// Of one process of the snapshot. Reads stacks only where the process writes to a queue and has more than one thread.
std::vector<FeederThread> feeders_of(observe::ProcessSource &source, const observe::Snapshot &snapshot, const observe::Recognition &recognition,
                                     const observe::ProcessView &process);
// That thread's, or null.
const FeederThread *feeder_among(const std::vector<FeederThread> &feeders, pid_t thread);

} // namespace poolscope::inspect
