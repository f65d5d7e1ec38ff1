// SPDX-License-Identifier: Apache-2.0
#pragma once

// The frame of a program that starts processes (Python: if __name__ == '__main__'), and what a process can ask about itself.

#include "engine/core/base/log.h"
#include "engine/core/base/strictness.h"
#include "engine/mp/process/current_process.h"

#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>

namespace poolscope {

// Runs `program` and gives the exit code for main(): 0, or 1 with the exception on standard error, or that of a SystemExit.
// A child that was started by spawn or forkserver never gets into `program`: it does its part here. At the end all
// children are ended as Python ends them. SIGPIPE is ignored from here on: a peer that is gone is an exception.
int run(int argc, char **argv, const std::function<void()> &program);

// For programs that keep their own main: if this process is a child, runs it to its end and exits (Python: freeze_support).
void freeze_support(int argc, char **argv);

struct ParentProcess { // Python: multiprocessing.parent_process
    std::string name;
    pid_t pid = 0;
    bool is_alive() const;
};
const ProcessSelf &current_process();
// Nothing in the main process.
std::optional<ParentProcess> parent_process();
// "__main__", or "__mp_main__" in a child for which Python would have imported the program again.
std::string module_name();
// All CPUs of the machine.
int cpu_count();
void log_to_stderr(LogLevel level);

} // namespace poolscope
