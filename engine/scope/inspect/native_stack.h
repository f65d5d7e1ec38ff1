// SPDX-License-Identifier: Apache-2.0
#pragma once

// The native functions in which the waiting threads of a process are, by its unwind tables (DWARF, as gdb reads them). Nothing is
// stopped: the kernel tells stack and instruction pointer of a thread in a system call (proc(5): syscall) and no other register, so a
// stack may end early, where a function keeps its frame by another. A thread that runs has none.

#include "engine/scope/inspect/stack_frame.h"
#include "engine/scope/observe/kernel/process_source.h"

#include <vector>

namespace poolscope::inspect {

struct NativeThread {
    pid_t id = 0;
    bool is_whole = false; // goes down to where the thread began
    std::vector<StackFrame> frames; // innermost first; nothing for a thread that runs
};

// permission as read_memory(), unsupported on another machine than x86-64.
Result<std::vector<NativeThread>> native_stacks(observe::ProcessSource &source, ProcessKey process);

} // namespace poolscope::inspect
