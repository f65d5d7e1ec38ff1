// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two recordings, side by side.

#include "app/poolscope-cli/subcommands.h"

#include <string>

namespace poolscope::cli {

ExitCode compare_recordings(const Invocation &invocation, const std::string &one, const std::string &other, bool as_json);

} // namespace poolscope::cli
