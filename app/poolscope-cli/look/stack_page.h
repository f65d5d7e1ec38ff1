// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the threads of a process are, for people.

#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/inspect/feeder_thread.h"
#include "engine/scope/inspect/thread_details.h"

#include <string>

namespace poolscope::cli {

// One line, "wait (threading.py:320)".
std::string frame_text(const inspect::StackFrame &frame);
// A line of the thread, then one of each of its functions, innermost first; all end with a line's end. Native functions where there
// are no Python ones, and `with_native` beside those.
std::string thread_page(const Messages &text, const inspect::ThreadDetails &thread, const inspect::FeederThread *feeder, bool with_native);
// Of all threads; says why there are no Python functions where there could be.
std::string threads_page(const Messages &text, const inspect::Threads &threads, const std::vector<inspect::FeederThread> &feeders, bool with_native);
// "feeder of Queue-1 ?"
std::string feeder_text(const Messages &text, const inspect::FeederThread &feeder);

} // namespace poolscope::cli
