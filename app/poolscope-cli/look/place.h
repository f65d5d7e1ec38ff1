// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where in its code a thread waits: the line of its own Python function, or else the function of its own program by the unwind tables.

#include "app/poolscope-cli/words/messages.h"
#include "engine/scope/inspect/native_stack.h"
#include "engine/scope/inspect/python_stack.h"

#include <optional>
#include <string>
#include <vector>

namespace poolscope::cli {

struct Place {
    inspect::StackFrame frame;
    bool is_native = false;
};

// Of the threads of one process, at one moment.
class Places {
public:
    Places(observe::ProcessSource &source, ProcessKey process);
    std::optional<Place> of(pid_t thread) const;
    // Why there is none.
    Text obstacle() const;

private:
    std::vector<inspect::PythonThread> python_;
    Result<std::vector<inspect::NativeThread>> native_;
    std::string program_; // its file
};

// A sentence in either case.
std::string place_text(const Messages &text, const Places &places, pid_t thread);

} // namespace poolscope::cli
