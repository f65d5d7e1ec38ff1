// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// poolscope-cli from its arguments to its exit code: language, parsing, a sentence for what is wrong, the subcommand.

#include "app/poolscope-cli/exit_code.h"

namespace poolscope::cli {

ExitCode run_command_line(int argc, char **argv);

} // namespace poolscope::cli
