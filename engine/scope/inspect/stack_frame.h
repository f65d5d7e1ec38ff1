// SPDX-License-Identifier: Apache-2.0
#pragma once

// One function of a thread's stack.

#include <string>

namespace poolscope::inspect {

struct StackFrame {
    std::string function; // "Pool.join", "pthread_cond_wait"; empty when it has no name
    std::string file;     // the source of a Python function, else the program or library that it is in
    int line = 0;         // of the source; 0: not known
    bool is_library = false; // of Python's own library, not of the program
    bool operator==(const StackFrame &) const = default;
};

} // namespace poolscope::inspect
