// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Looking at processes that run already: which one a word on the command line means, what of it cannot be seen, and looking
// once or again and again (--watch). Used by ps, tree, peek, stack and inspect.

#include "app/poolscope-cli/program_choice.h"
#include "app/poolscope-cli/subcommands.h"
#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/scope/observe/kernel/access.h"

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <tl/expected.hpp>

namespace poolscope::cli {

tl::expected<ProcessKey, Refusal> named_process(const Messages &text, const std::string &word);
// What cannot be seen of a process and why, or what else a person should know; empty when there is nothing to say.
std::string access_sentence(const Messages &text, pid_t pid, const observe::Access &access);

struct LookOptions {
    bool as_json = false;
    bool watch = false;
    std::string every = "1";

    void declare(CLI::App &command, const Messages &text);
    // On one line when watching.
    std::string json_text(const nlohmann::ordered_json &json) const;
};

// What is to be printed, without a line's end.
using Look = std::function<tl::expected<std::string, Refusal>()>;
// Prints one look, or with --watch one after the other until Ctrl-C or until there is nothing to be looked at any more.
ExitCode show_looks(const Invocation &invocation, const LookOptions &options, const Look &look);

// Of a subcommand that looks at the one process which its argument names.
struct ProcessLookOptions : LookOptions {
    std::string pid;

    void declare(CLI::App &command, const Messages &text);
};

ExitCode show_looks_at_process(const Invocation &invocation, const ProcessLookOptions &options, const std::function<Result<std::string>(ProcessKey)> &look);

} // namespace poolscope::cli
