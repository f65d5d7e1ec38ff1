// SPDX-License-Identifier: Apache-2.0
#pragma once

// The life of a child from its first instruction to its exit code, the same for every start method (Python:
// BaseProcess._bootstrap).

#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/wait_status.h"
#include "engine/mp/process/preparation.h"

#include <functional>
#include <optional>

namespace poolscope {

// Settles the child (link to its parent, identity, telemetry, standard input from /dev/null), runs the body and the exit
// handlers, flushes, and gives the code to end with. `link` is the read end whose closing means that the parent is gone.
posix::ExitCode run_child(const ChildSetup &setup, UniqueFd link, const std::function<Status()> &body);

// The same in a forked copy, which must not run the caller's exit code: ends by _exit.
[[noreturn]] void run_forked_child(const ChildSetup &setup, UniqueFd link, const std::function<Status()> &body);

// What a child that is no copy of its parent has from it beside its own setup: the program's forkserver, start method, working
// directory.
void inherit_program(const ChildSetup &setup);

// Runs the task of a payload with its decoded arguments, under the descriptors that came along.
Status run_task(const ProcessPayload &payload, std::vector<UniqueFd> descriptors);

// If these are the arguments of a process that the engine started (spawned child, forkserver, resource tracker), plays
// that role and gives its exit code; otherwise nothing (Python: freeze_support). Opens /dev/null for standard descriptors
// that are missing.
std::optional<posix::ExitCode> run_role(int argc, char **argv);

} // namespace poolscope
