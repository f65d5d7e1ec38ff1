// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One program under each start method, side by side.

#include "app/poolscope-cli/program_choice.h"

namespace poolscope::cli {

ExitCode compare_methods(const Invocation &invocation, const ProgramChoice &choice, bool as_json);

} // namespace poolscope::cli
