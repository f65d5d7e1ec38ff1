// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/observed_run.h"
#include "app/poolscope-cli/subcommands.h"

#include <cstdio>
#include <memory>

namespace poolscope::cli {

namespace {

struct RecordOptions {
    ProgramChoice program;
    std::string file;
};

// The program's output stays where it would be without us; the rest is for `play`.
void pass_output(std::span<const Event> events) {
    for (const Event &event : events)
        if (event.kind == EventKind::console_output)
            std::fwrite(event.payload.data(), 1, event.payload.size(), event.a == 2 ? stderr : stdout);
    std::fflush(stdout);
}

ExitCode record(const Invocation &invocation, const RecordOptions &options) {
    const auto installation = host::Installation::find();
    if (!installation)
        return invocation.refuse(invocation.text.sentence(installation.error()), ExitCode::host_failed);
    const auto program = options.program.resolve(invocation, *installation);
    if (!program)
        return invocation.refuse(program.error().sentence, program.error().code);
    const RunOutcome outcome = observe_run(invocation, *installation, {*program, options.file}, pass_output);
    if (outcome.program_exit && !outcome.failure)
        std::fputs((invocation.text(Text::recorded, outcome.events, options.file) + "\n").c_str(), stderr);
    return outcome.exit_code();
}

} // namespace

void add_record(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("record", about(Text::about_record));
    const auto options = std::make_shared<RecordOptions>();
    command->add_option("file", options->file, about(Text::file_argument))->required()->type_name("");
    options->program.declare(*command, invocation.text);
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return record(invocation, *options); }; });
}

} // namespace poolscope::cli
