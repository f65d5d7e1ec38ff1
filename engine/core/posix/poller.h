// SPDX-License-Identifier: Apache-2.0
#pragma once

// Waiting for descriptors, always under a deadline and undisturbed by signals.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"

#include <poll.h>
#include <span>

namespace poolscope::posix {

// poll(2), restarted after EINTR. How many entries have revents; 0 when the deadline passed.
Result<int> poll_until(std::span<pollfd> entries, Deadline deadline);
// True when the descriptor can be read or its other end is closed; false when the deadline passed.
Result<bool> wait_readable(int fd, Deadline deadline);
Result<bool> wait_writable(int fd, Deadline deadline);

} // namespace poolscope::posix
