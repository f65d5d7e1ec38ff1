// SPDX-License-Identifier: Apache-2.0
#pragma once

// Signals as something to poll for (signalfd(2)): blocked in the calling thread, and in those that it starts, from now on.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <csignal>
#include <initializer_list>

namespace poolscope::posix {

// What asks a program in a terminal to end.
constexpr std::initializer_list<int> interrupting_signals{SIGINT, SIGTERM, SIGHUP};

// Can be read, one signalfd_siginfo a signal, when one of them has come; never waits.
Result<UniqueFd> signal_descriptor(std::initializer_list<int> signals);

} // namespace poolscope::posix
