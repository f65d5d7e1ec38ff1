// SPDX-License-Identifier: Apache-2.0
#pragma once

// How far a process may be looked into by whom we are, and what stands in the way. Asked of the kernel by trying, because its
// answer depends on users, capabilities, namespaces, dumpability (prctl(2)) and security modules such as yama together.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

#include <cstdint>
#include <string_view>
#include <sys/types.h>

namespace poolscope::observe {

// How much of a process is open to us.
enum class Insight : std::uint8_t {
    nothing,     // tree, command line and state only
    descriptors, // without the right of ptrace_attach (yama): neither system calls nor memory
    full,
};
std::string_view to_string(Insight insight);

// Why it is not full.
enum class Obstacle : std::uint8_t {
    none,
    ended,      // a zombie: nothing of it is left but how it ended
    other_user, // it belongs to somebody else
    refused,    // it is ours, and still the kernel refuses: it may not be dumped, or is in another user namespace
    restricted, // a security module allows to look and not to attach (kernel.yama.ptrace_scope)
};
std::string_view to_string(Obstacle obstacle);

struct Access {
    Insight insight = Insight::nothing;
    Obstacle obstacle = Obstacle::none;
    uid_t owner = 0;
    pid_t tracer = 0;                // who traces it already, e.g. a debugger: there can be only one
    bool is_in_other_namespace = false; // it knows itself under another pid than we do
};

// not_found when it is gone.
Result<Access> access_to(ProcessKey process);

} // namespace poolscope::observe
