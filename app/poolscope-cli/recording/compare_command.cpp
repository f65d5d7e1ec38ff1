// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/recording/compare_methods.h"
#include "app/poolscope-cli/recording/compare_recordings.h"

#include <filesystem>
#include <memory>

namespace poolscope::cli {

namespace {

struct CompareOptions {
    ProgramChoice program;
    std::string other; // recording
    bool as_json = false;
};

ExitCode compare_them(const Invocation &invocation, const CompareOptions &options) {
    std::error_code ignored;
    const std::string &first = options.program.lesson();
    if (!options.other.empty() && !invocation.command)
        return compare_recordings(invocation, first, options.other, options.as_json);
    if (std::filesystem::is_regular_file(first, ignored))
        return invocation.refuse(invocation.text(Text::compare_one_missing, first));
    return compare_methods(invocation, options.program, options.as_json);
}

} // namespace

void add_compare(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("compare", about(Text::about_compare));
    const auto options = std::make_shared<CompareOptions>();
    options->program.declare_for_each_method(*command, invocation.text);
    command->add_option("recording", options->other, about(Text::other_recording_argument))->type_name("");
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return compare_them(invocation, *options); }; });
}

} // namespace poolscope::cli
