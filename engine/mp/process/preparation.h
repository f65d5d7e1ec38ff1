// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a child is told before it runs anything (Python: multiprocessing.spawn.get_preparation_data), and its bytes: two
// pickles one after the other, the preparation dict and the process object, as on Python's data pipe.

#include "engine/core/base/error.h"
#include "engine/core/base/strictness.h"
#include "engine/mp/process/current_process.h"

#include <string>
#include <string_view>

namespace poolscope {

struct ForkServerAddress {
    std::string path; // of the Unix socket; empty when no server runs
    std::string key;  // 32 bytes; never leaves the program's processes
};

struct ChildSetup {
    ProcessSelf self;
    std::int64_t requested_ns = 0; // CLOCK_MONOTONIC, when start() was called
    std::string watch_address;     // telemetry::watch_address() of the starter
    std::string directory;         // working directory, as in Python
    StartMethod default_method = StartMethod::none; // the program's
    int log_level = 30;
    Strictness strictness = Strictness::safe;
    bool outlives_parent = false;
    ForkServerAddress forkserver;
    std::string authkey;           // of the process; never leaves the program
    std::string temp_dir;          // the program's, if it has one
};

struct ProcessPayload {
    ChildSetup setup;
    std::string task_name;
    std::string arguments; // pickle of a tuple
};

std::string encode_payload(const ProcessPayload &payload);
Result<ProcessPayload> decode_payload(std::string_view bytes);
// What the calling process tells a child that it starts now.
ChildSetup setup_for_child(ProcessSelf self);

} // namespace poolscope
