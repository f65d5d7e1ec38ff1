// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The subcommands of poolscope-cli, one file each. Adding one declares its options; parsing it sets the invocation's action,
// which main then runs.

#include "app/poolscope-cli/exit_code.h"
#include "app/poolscope-cli/messages.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace poolscope::cli {

struct Invocation {
    Messages text;
    std::optional<std::vector<std::string>> command; // the words after "--", if there is one
    std::function<ExitCode()> action;

    // Says a sentence on standard error; for `return invocation.refuse(…)`.
    ExitCode refuse(std::string_view sentence, ExitCode code = ExitCode::usage) const;
    // A file that is no recording, or cannot be read.
    ExitCode refuse_recording(const std::string &file, const Error &error) const;
};

void add_host(CLI::App &app, Invocation &invocation);
void add_lessons(CLI::App &app, Invocation &invocation);
void add_compare(CLI::App &app, Invocation &invocation);
void add_run(CLI::App &app, Invocation &invocation);
void add_record(CLI::App &app, Invocation &invocation);
void add_play(CLI::App &app, Invocation &invocation);
void add_ps(CLI::App &app, Invocation &invocation);
void add_peek(CLI::App &app, Invocation &invocation);
void add_export(CLI::App &app, Invocation &invocation);
void add_tree(CLI::App &app, Invocation &invocation);
void add_stack(CLI::App &app, Invocation &invocation);
void add_inspect(CLI::App &app, Invocation &invocation);
void add_trace(CLI::App &app, Invocation &invocation);
void add_launch(CLI::App &app, Invocation &invocation);
void add_why(CLI::App &app, Invocation &invocation);

} // namespace poolscope::cli
