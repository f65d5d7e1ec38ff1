// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which Python a wrapper starts. pyenv, asdf and others put a script named python3 before the interpreter; it runs dozens of small
// programs first, which are none of the program's own processes. Asked once, before the launch.

#include "engine/scope/host/command.h"

namespace poolscope::host {

// The launch with the interpreter itself and the environment that the wrapper gives it; as it was when its program is not a script
// named python, or does not answer.
Launch past_wrapper(Launch launch);

} // namespace poolscope::host
