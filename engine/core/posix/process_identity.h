// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which process a pid stands for now. A process that is gone is ErrorCode::not_found: normal, never exceptional.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

namespace poolscope::posix {

// Reads /proc/PID/stat (proc(5)); about 7 µs.
Result<ProcessKey> process_key_of(pid_t pid);
// The calling process; read once, and again after a fork.
ProcessKey own_process_key();
// The thread of the calling process that runs this, as the kernel numbers it.
pid_t own_thread_id();
// Both at once, the key packed, without a system call.
struct ThreadIdentity {
    std::uint64_t process = 0;
    pid_t thread = 0;
};
ThreadIdentity own_identity();
// The parent as the kernel has it now.
ProcessKey parent_process_key();
// Still the same process: neither gone, nor a zombie that only waits to be reaped.
bool is_running(ProcessKey key);

} // namespace poolscope::posix
