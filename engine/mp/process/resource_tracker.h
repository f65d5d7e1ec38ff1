// SPDX-License-Identifier: Apache-2.0
#pragma once

// The process that outlives a program by a moment to remove what its killed processes left behind (Python:
// multiprocessing.resource_tracker). One per program, started on first need; its lines are Python's, its books count.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/telemetry/event.h"

#include <optional>
#include <string_view>

namespace poolscope::resource_tracker {

// Starts the tracker if this program has none that lives; the write end of its pipe, which children are given.
Result<int> descriptor();
Status ensure_running();
// Nothing when this process knows of no tracker, or of one that has ended. Starts none.
std::optional<int> descriptor_if_alive();
// In a child: the program's tracker, as it came along. An invalid descriptor is none.
void inherit(UniqueFd write_end);

// invalid_argument for a name above 255 bytes or with a newline. A tracker that died is replaced, with a warning. One that
// does not read lets a registration wait, and then fail with timed_out; what is unregistered it is told when it reads again.
// `file`: the inode that has or is about to have the name, if only that is meant; what else has it then is not removed.
Status register_name(ResourceKind kind, std::string_view name, std::uint64_t file = 0);
Status unregister_name(ResourceKind kind, std::string_view name, std::uint64_t file = 0);

// Lets go of the tracker and, in the process that started it, waits up to a second for its end.
void release();

// The tracker itself: reads lines until every holder of the pipe is gone, then removes what is left. Exit code 0 clean,
// 1 something had leaked, 2 something could not be removed, 3 a line was malformed. Tells a watcher what had leaked; the
// address is telemetry::watch_address() of who started it.
int serve(UniqueFd read_end, std::string_view watch_address);

} // namespace poolscope::resource_tracker
