// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

namespace poolscope {

// Waits until a process has answered: the descriptor can be read. False when the deadline has passed, and soon when that
// process is stopped; but not when this one was, too, for then both go on together.
Result<bool> wait_for_answer(int fd, ProcessKey from, Deadline deadline);
// The same until it has read, or is gone: the descriptor can be written.
Result<bool> wait_for_room(int fd, ProcessKey reader, Deadline deadline);

} // namespace poolscope
