// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the Python functions of a running CPython are doing, thread by thread: read out of its memory, without stopping it or
// running anything in it. A thread that runs on while it is read is read again; what still does not fit together is left out.

#include "engine/scope/inspect/python_layout.h"
#include "engine/scope/inspect/stack_frame.h"
#include "engine/scope/inspect/target_reader.h"

#include <vector>

namespace poolscope::inspect {

struct PythonThread {
    pid_t id = 0;              // the kernel's
    bool has_gil = false;      // the lock that lets one thread at a time run Python
    bool is_settled = true;    // false: it ran while it was read, so the frames are of about that moment
    bool is_whole = true;      // false: there are more frames than these
    std::vector<StackFrame> frames; // innermost first
};

// The innermost frame of the program itself: the line that waits. Null when there is none.
const StackFrame *own_frame(const std::vector<StackFrame> &frames);

// Of a thread without one, as those of a Pool: the function that it, or its process, was started with, else the innermost.
const StackFrame &target_frame(const std::vector<StackFrame> &frames);

// not_found when the process runs no Python, unsupported (the detail is its version) when where it keeps things is not
// known here, permission as read_memory().
Result<std::vector<PythonThread>> python_stacks(observe::ProcessSource &source, ProcessKey process);

} // namespace poolscope::inspect
