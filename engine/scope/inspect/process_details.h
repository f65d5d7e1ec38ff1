// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything that a look into one process gives, taken when a person asks for it: where its threads are, in Python and
// natively, its descriptors and who else has them, its environment, the files in its memory, its limits. The process is not
// stopped and does not notice. What may not be seen is left out, and `access` says why.

#include "engine/scope/inspect/feeder_thread.h"
#include "engine/scope/inspect/limit.h"
#include "engine/scope/inspect/thread_details.h"
#include "engine/scope/observe/kernel/access.h"
#include "engine/scope/observe/kernel/descriptor.h"
#include "engine/scope/observe/kernel/process_source.h"

#include <string>
#include <utility>
#include <vector>

namespace poolscope::inspect {

struct DescriptorDetails {
    observe::Descriptor descriptor;
    bool is_inherited = false;            // its parent has the same under the same number
    std::vector<ProcessKey> also_held_by; // of the program
};

// All pieces of one file, or of memory without one.
struct MappedFile {
    std::string path;       // "" for anonymous memory, "[heap]", "[stack]"
    std::int64_t size = 0;  // bytes
    bool is_shared = false; // with whoever maps the same
    bool is_writable = false;
};

struct ProcessDetails {
    ProcessKey process;
    observe::Access access;
    std::string program; // path of what it executes
    std::string folder;  // in which it works
    std::string command_line; // as the kernel keeps it
    std::vector<std::pair<std::string, std::string>> environment; // as it was at the start, by name
    Threads threads;
    std::vector<FeederThread> feeders; // of those threads
    std::vector<DescriptorDetails> descriptors;
    std::vector<MappedFile> mappings; // the largest first
    std::vector<Limit> limits;        // the nearest first
};

// not_found when it is gone.
Result<ProcessDetails> inspect(observe::ProcessSource &source, ProcessKey process);

} // namespace poolscope::inspect
