// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/why_page.h"
#include "app/poolscope-cli/look/why_recording.h"
#include "app/poolscope-cli/program_choice.h"
#include "app/poolscope-cli/subcommands.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/thread_group.h"
#include "engine/scope/host/report.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace poolscope::cli {

namespace {

// Exit codes of this command alone, as diff and grep have them.
constexpr auto nothing_stuck = ExitCode::ok, something_stuck = ExitCode::program_failed, could_not_look = ExitCode::usage;

struct WhyOptions {
    std::string subject; // a process id, or a recording
    bool as_json = false;
    bool watch = false;
};

// The one that leads the job to which a process belongs: a worker is stuck together with those that it works for. The script
// or shell that asks is none of it, though it may have started both.
ProcessKey leader_of(observe::ProcessSource &source, observe::ProcessStat stat) {
    std::set<ProcessKey> asking;
    for (auto asker = source.stat(posix::own_process_key()); asker && asking.insert(asker->key).second; asker = source.stat(asker->parent))
        continue;
    for (;;) {
        auto parent = source.stat(stat.parent);
        if (!parent || parent->group != stat.group || parent->has_ended() || asking.contains(parent->key))
            return stat.key;
        stat = std::move(*parent);
    }
}

void show(const Messages &text, const Examination &examination, const WhyOptions &options) {
    const std::string shown = options.as_json ? host::dump_report(why_json(examination), options.watch ? -1 : 2) + "\n" : why_page(text, examination);
    std::fputs(shown.c_str(), stdout);
    std::fflush(stdout);
}

ExitCode exit_code_of(const Examination &examination) {
    return examination.is_at_dead_end() ? something_stuck : examination.unseen().empty() ? nothing_stuck : could_not_look;
}

ExitCode explain(const Invocation &invocation, const WhyOptions &options) {
    const Messages &text = invocation.text;
    const auto pid = whole_number(options.subject, 1, (1 << 22) - 1);
    std::error_code unknown;
    if (!pid && !std::filesystem::exists(options.subject, unknown))
        return invocation.refuse(text(Text::why_no_subject, options.subject));
    if (!pid)
        return options.watch ? invocation.refuse(text(Text::why_watch_recording, options.subject)) : explain_recording(invocation, options.subject, options.as_json);
    observe::ProcProcessSource source;
    const auto key = posix::process_key_of(posix::process_of_thread(static_cast<pid_t>(*pid)));
    const auto stat = key ? source.stat(*key) : Result<observe::ProcessStat>(tl::unexpected(key.error()));
    if (!stat)
        return invocation.refuse(text(Text::no_such_process, *pid));
    if (stat->has_ended())
        return invocation.refuse(text(Text::why_zombie, *pid, stat->parent), could_not_look);
    if (posix::is_kernel_thread(*key))
        return invocation.refuse(text(Text::process_of_kernel, *pid), could_not_look);
    if (!source.descriptors(*key))
        return invocation.refuse(source.stat(*key) ? text(Text::why_not_allowed, *pid) : text(Text::no_such_process, *pid), could_not_look);
    Examination examination(source, leader_of(source, *stat), *key);
    std::string shown;
    for (;;) {
        if (const Status looked = examination.look(); !looked) {
            if (!shown.empty())
                return exit_code_of(examination); // watched to its end
            return invocation.refuse(looked.error().code == ErrorCode::not_found ? text(Text::why_vanished, *pid) : text.sentence(looked.error()), could_not_look);
        }
        if (examination.is_interrupted())
            break;
        // Told once, and again when something else is to be told.
        std::string kinds = "-";
        for (const diagnose::Finding &finding : examination.findings()) {
            kinds += fmt::format(" {}", to_string(finding.kind));
            if (finding.kind == diagnose::FindingKind::too_few_cpus)
                continue; // now these get less, then those
            for (const ProcessKey process : finding.processes)
                kinds += fmt::format(" {}", process.pid);
        }
        if (std::exchange(shown, kinds) != kinds)
            show(text, examination, options);
        if (!options.watch || !pause_is_over(1'000'000'000))
            break;
    }
    return exit_code_of(examination);
}

} // namespace

void add_why(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("why", about(Text::about_why));
    const auto options = std::make_shared<WhyOptions>();
    command->add_option("pid|file", options->subject, about(Text::why_argument))->required()->type_name("");
    command->add_flag("--json", options->as_json, about(Text::json_option));
    command->add_flag("--watch", options->watch, about(Text::why_watch_option));
    command->footer(about(Text::why_exit_codes));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return explain(invocation, *options); }; });
}

} // namespace poolscope::cli
