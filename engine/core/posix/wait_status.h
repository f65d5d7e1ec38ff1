// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a child ended, and the only place of the engine that waits for one.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"

#include <optional>
#include <string>
#include <sys/types.h>

namespace poolscope::posix {

// Python's exitcode: the code given to exit(), or −N when signal N ended it.
using ExitCode = int;
// Of a process whose end nobody saw who could tell.
constexpr ExitCode nobody_knows = 255;

// "exit code 3", "killed by SIGKILL".
std::string describe_exit(ExitCode code);
// "SIGKILL", or "signal 99" for one without a name.
std::string signal_name(int signal);

// Reaps the child if it has ended. Nothing while it runs; not_found when it is not (or no longer) a child of ours.
Result<std::optional<ExitCode>> poll_child(pid_t pid);
// The same, waiting until the deadline; timed_out afterwards. `pidfd` belongs to the child.
Result<ExitCode> wait_child(pid_t pid, int pidfd, Deadline deadline);
// Waits without a deadline for a child that is known to be ending.
void reap_child(pid_t pid);
// Reaps any one ended child: its pid and how it ended. For servers and subreapers, which own all their children.
struct EndedChild {
    pid_t pid = 0;
    ExitCode code = 0;
};
std::optional<EndedChild> reap_any_child();
// The same without reaping it: until it is, /proc still says who it was. Only children of the calling thread, which for the first
// thread includes adopted ones: another thread's may be somebody else's child that it traces.
std::optional<EndedChild> peek_any_child();

} // namespace poolscope::posix
