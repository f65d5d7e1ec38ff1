// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/looked_at.h"
#include "app/poolscope-cli/words/text_columns.h"
#include "engine/scope/host/report.h"
#include "engine/scope/observe/kernel/proc_process_source.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

constexpr std::size_t command_columns = 100;

std::string kind_text(const Messages &text, const observe::ListedProgram &program) {
    std::string words(program.kind == observe::ProgramKind::other ? text.raw(Text::kind_other) : to_string(program.kind));
    if (program.start_method != StartMethod::none)
        words += fmt::format(" {}", to_string(program.start_method));
    return program.certainty == Certainty::heuristic ? words + " ?" : words;
}

std::string page_of(const Messages &text, const std::vector<observe::ListedProgram> &programs) {
    if (programs.empty())
        return std::string(text.raw(Text::ps_nothing));
    const auto line = [](std::string pid, std::string kind, std::string count, std::string cpu, std::string size, const std::string &command) {
        return fmt::format("{:>8}  {} {:>6} {:>10} {:>12}  {}", pid, padded(std::move(kind), 26), count, cpu, size, command);
    };
    std::string page = fmt::format("{:>8}  {} {:>6} {:>10} {:>12}  {}", text.raw(Text::ps_pid), padded(std::string(text.raw(Text::ps_kind)), 26),
                                   text.raw(Text::ps_processes), text.raw(Text::ps_cpu), text.raw(Text::ps_memory), text.raw(Text::ps_command));
    for (const observe::ListedProgram &program : programs) {
        page += '\n' + line(std::to_string(program.roots.front().pid), kind_text(text, program), std::to_string(program.processes),
                            seconds_text(program.cpu_ns), size_text(program.rss_bytes), cut_to(program.command, command_columns));
        if (const std::string note = access_sentence(text, program.roots.front().pid, program.access); !note.empty())
            page += fmt::format("\n{:>10}{}", "", note);
    }
    return page;
}

tl::expected<std::string, Refusal> look(const Messages &text, observe::ProcessSource &source, const LookOptions &options) {
    const auto programs = observe::list_programs(source);
    if (!programs)
        return tl::unexpected(Refusal{text.sentence(programs.error()), ExitCode::host_failed});
    if (!options.as_json)
        return page_of(text, *programs);
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const observe::ListedProgram &program : *programs)
        list.push_back(host::program_json(program));
    return options.json_text(list);
}

} // namespace

void add_ps(CLI::App &app, Invocation &invocation) {
    CLI::App *command = app.add_subcommand("ps", std::string(invocation.text.raw(Text::about_ps)));
    const auto options = std::make_shared<LookOptions>();
    options->declare(*command, invocation.text);
    command->callback([&invocation, options] {
        invocation.action = [&invocation, options] {
            observe::ProcProcessSource source;
            return show_looks(invocation, *options, [&] { return look(invocation.text, source, *options); });
        };
    });
}

} // namespace poolscope::cli
