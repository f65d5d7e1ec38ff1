// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/looked_at.h"

#include "engine/core/base/clock.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/thread_group.h"
#include "engine/scope/host/report.h"
#include "engine/scope/observe/kernel/proc_process_source.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>

namespace poolscope::cli {

tl::expected<ProcessKey, Refusal> named_process(const Messages &text, const std::string &word) {
    const auto pid = whole_number(word, 1, (1 << 22) - 1);
    if (!pid)
        return tl::unexpected(Refusal{text(Text::pid_range, word)});
    observe::ProcProcessSource source;
    const auto stat = source.stat(posix::process_of_thread(static_cast<pid_t>(*pid)));
    if (!stat)
        return tl::unexpected(Refusal{text(Text::no_such_process, *pid)});
    if (stat->has_ended())
        return tl::unexpected(Refusal{text(Text::process_is_zombie, *pid, stat->parent)});
    if (posix::is_kernel_thread(stat->key))
        return tl::unexpected(Refusal{text(Text::process_of_kernel, *pid)});
    return stat->key;
}

std::string access_sentence(const Messages &text, pid_t pid, const observe::Access &access) {
    using observe::Obstacle;
    switch (access.obstacle) {
    case Obstacle::other_user: return text(Text::access_other_user, pid, host::user_name(access.owner));
    case Obstacle::refused: return text(Text::access_refused, pid);
    case Obstacle::restricted: return text(Text::access_restricted, pid);
    case Obstacle::ended: return text(Text::access_ended, pid);
    case Obstacle::none: break;
    }
    if (access.tracer != 0)
        return text(Text::access_traced, pid, access.tracer);
    if (access.is_in_other_namespace)
        return text(Text::access_other_namespace, pid);
    return {};
}

void LookOptions::declare(CLI::App &command, const Messages &text) {
    command.add_flag("--json", as_json, std::string(text.raw(Text::json_option)));
    command.add_flag("--watch", watch, std::string(text.raw(Text::watch_option)));
    command.add_option("--every", every, std::string(text.raw(Text::every_option)))->type_name("SECONDS");
}

std::string LookOptions::json_text(const nlohmann::ordered_json &json) const {
    return host::dump_report(json, watch ? -1 : 2);
}

ExitCode show_looks(const Invocation &invocation, const LookOptions &options, const Look &look) {
    const auto every = real_number(options.every, 0.05, 3600);
    if (!every)
        return invocation.refuse(invocation.text(Text::every_range, options.every));
    const bool clears = options.watch && !options.as_json && ::isatty(STDOUT_FILENO) == 1;
    for (bool is_first = true;; is_first = false) {
        const auto seen = look();
        if (!seen) {
            invocation.refuse(seen.error().sentence);
            return is_first ? seen.error().code : ExitCode::ok;
        }
        const std::string page = (clears ? "\x1b[H\x1b[2J" : !is_first && !options.as_json ? "\n" : "") + *seen + "\n";
        if (std::fputs(page.c_str(), stdout) < 0 || std::fflush(stdout) != 0 || !options.watch)
            return ExitCode::ok;
        std::this_thread::sleep_for(std::chrono::duration<double>(*every));
    }
}

void ProcessLookOptions::declare(CLI::App &command, const Messages &text) {
    command.add_option("pid", pid, std::string(text.raw(Text::pid_argument)))->required()->type_name("");
    LookOptions::declare(command, text);
}

ExitCode show_looks_at_process(const Invocation &invocation, const ProcessLookOptions &options, const std::function<Result<std::string>(ProcessKey)> &look) {
    const Messages &text = invocation.text;
    const auto process = named_process(text, options.pid);
    if (!process)
        return invocation.refuse(process.error().sentence, process.error().code);
    return show_looks(invocation, options, [&] {
        return look(*process).map_error([&](const Error &error) {
            return error.code == ErrorCode::not_found ? Refusal{text(Text::no_such_process, process->pid)} : Refusal{text.sentence(error), ExitCode::host_failed};
        });
    });
}

} // namespace poolscope::cli
