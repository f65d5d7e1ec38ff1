// SPDX-License-Identifier: Apache-2.0
#pragma once

// How long children take from the request to their first instruction, where neither side knows both times: the parent tells when it
// asked, the child that it is ready (shim/told_by_program.h). Joins the two, in whichever order they come, to the process_ready
// that a program on the engine tells by itself.

#include "engine/core/telemetry/event.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace poolscope::host {

class FirstInstructions {
public:
    // Takes the halves out of what was told, and puts in what they make.
    void join(std::vector<Event> &told);
    void clear() { times_.clear(); }

private:
    bool complete(Event &half);

    struct Times {
        std::int64_t asked_ns = 0, ready_ns = 0;
        std::string name;
    };
    std::unordered_map<ProcessKey, Times> times_; // of children of whom one half is known
};

} // namespace poolscope::host
