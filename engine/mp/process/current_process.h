// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who the calling process is within its program (Python: multiprocessing.process._current_process): the main process, or
// a child with a name and a place in the tree. Set once when a child settles; counters may be used by any thread.

#include "engine/core/base/process_key.h"
#include "engine/core/telemetry/event.h"

#include <string>
#include <vector>

namespace poolscope {

struct ProcessSelf {
    std::string name = "MainProcess";
    std::vector<int> identity;  // the parent's, and this process's number among its children; empty for the main process
    Role role = Role::main;
    StartMethod start_method = StartMethod::none; // how it was started
    bool daemon = false;
    ProcessKey parent;          // who asked for it; none for the main process
    std::string parent_name;
    std::string module_name = "__main__"; // "__mp_main__" where Python would have imported the program again
    std::string class_name = "_MainProcess"; // as in repr: "Process", "ForkProcess" …
};

namespace current {
const ProcessSelf &self();
// In a child, before anything else of the program runs: counters begin again and nothing of the parent's is ours.
void become(ProcessSelf self);
// 1, 2, 3 … for the children of this process.
int next_child_number();
// Increases when this process turns out to be a forked child: what was cached before belongs to another process.
unsigned generation();
// 32 random bytes in the main process, its parent's in a child (Python: current_process().authkey).
std::string authkey();
void set_authkey(std::string key);
} // namespace current

} // namespace poolscope
