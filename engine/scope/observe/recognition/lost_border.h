// SPDX-License-Identifier: Apache-2.0
#pragma once

// A reader of multiprocessing's frames that has lost their borders, as when two processes wrote at the same time into one pipe: it takes
// bytes of a message for a length, and waits for the rest of a message that nobody sends. Told from how much it asks for while nothing
// waits, and so heuristic. Of CPython only: its Connection asks for all that is missing at once.

#include "engine/scope/observe/recognition/recognition.h"

namespace poolscope::observe {

struct LostReader {
    ProcessKey process;
    pid_t thread = 0;
    std::uint64_t turns = 0;
    ObjectId channel = 0;
    std::int64_t wanted = 0; // bytes
    bool operator==(const LostReader &) const = default;
};

std::vector<LostReader> lost_readers(const Snapshot &snapshot, const Recognition &recognition);

} // namespace poolscope::observe
