// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where every thread of a process is at a moment: in which state and system call, in which Python functions and in which native ones.

#include "engine/scope/inspect/native_stack.h"
#include "engine/scope/inspect/python_stack.h"
#include "engine/scope/observe/kernel/process_source.h"

#include <optional>
#include <vector>

namespace poolscope::inspect {

struct ThreadDetails {
    observe::ThreadState state;
    std::optional<PythonThread> python;
    std::optional<NativeThread> native;
};

struct Threads {
    std::vector<ThreadDetails> threads;
    std::optional<Error> python_obstacle; // why there are no Python stacks, where the process runs Python
};

// Empty when the process is gone; without what may not be seen.
Threads threads_of(observe::ProcessSource &source, ProcessKey process);

} // namespace poolscope::inspect
