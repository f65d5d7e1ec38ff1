// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What was wrong in a recording, and when, in words or as JSON:
// {"file", "stuck" (at any time), "duration_ns", "processes", "findings": [{"from_ns", "to_ns" (null: to the end), "times", and what
//  why_json tells of a finding but "age_ns" and "places"}, …]}, by when they began

#include "app/poolscope-cli/subcommands.h"

#include <string>

namespace poolscope::cli {

ExitCode explain_recording(const Invocation &invocation, const std::string &file, bool as_json);

} // namespace poolscope::cli
