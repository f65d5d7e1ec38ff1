// SPDX-License-Identifier: Apache-2.0
#pragma once

// Processes as descriptors (pidfd_open(2)): a signal sent through one never hits a process that reuses the pid, and poll
// says that it is readable when the process has ended.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"

namespace poolscope::posix {

// For a child of ours that has not been reaped, the pid alone is safe.
Result<UniqueFd> open_pidfd(pid_t pid);
// For any process: not_found when the pid now belongs to another one.
Result<UniqueFd> open_pidfd(ProcessKey key);
Status send_signal(int pidfd, int signal);
// A copy of another process's descriptor (pidfd_getfd(2)); needs PTRACE_MODE_ATTACH.
Result<UniqueFd> copy_descriptor(int pidfd, int their_fd);

} // namespace poolscope::posix
