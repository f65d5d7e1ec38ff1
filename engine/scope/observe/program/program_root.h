// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the program begins to which a process belongs: a worker was started by its main process, that by a shell, which is none
// of the program.

#include "engine/scope/observe/kernel/process_source.h"

namespace poolscope::observe {

// The process itself when its parent is of no program that is known to start others.
Result<ProcessKey> program_root(ProcessSource &source, ProcessKey process);

} // namespace poolscope::observe
