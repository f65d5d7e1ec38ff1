// SPDX-License-Identifier: Apache-2.0
#pragma once

// Locks on files (flock(2), fcntl(2)) as /proc/locks and the lines "lock:" of /proc/PID/fdinfo tell them (proc(5)).

#include "engine/scope/observe/kernel/mapping.h"

#include <cstdint>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace poolscope::observe {

enum class FileLockKind : std::uint8_t {
    flock, // belongs to the open file: whoever inherited the descriptor holds it, too
    posix, // belongs to one process
    ofd,   // as flock, of a range of bytes
    other, // leases and what comes
};

struct FileLock {
    std::uint64_t number = 0; // a lock and those who wait until it is given back have the same
    FileLockKind kind = FileLockKind::other;
    bool is_awaited = false;  // not had yet
    bool is_shared = false;   // taken to read
    pid_t pid = 0;            // who asked for it; −1 for ofd, 0 for one in another PID namespace
    FileId file;
};

// Lines that are none are left out.
std::vector<FileLock> parse_file_locks(std::string_view text);

} // namespace poolscope::observe
