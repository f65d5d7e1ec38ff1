// SPDX-License-Identifier: Apache-2.0
#pragma once

// The children of this process that have not been reaped (Python: multiprocessing.process._children). A forked child
// begins with none.

#include <memory>
#include <vector>

namespace poolscope {

class ProcessObject;

namespace children {
void add(std::shared_ptr<ProcessObject> child);
void remove(const ProcessObject *child);
// Those that still live; reaps the others on the way.
std::vector<std::shared_ptr<ProcessObject>> active();
} // namespace children

// At the end of this process: SIGTERM to daemons, then all children are joined. A daemon that ignores SIGTERM for five
// seconds is killed; in strict mode it is waited for, as in Python.
void end_children();

} // namespace poolscope
