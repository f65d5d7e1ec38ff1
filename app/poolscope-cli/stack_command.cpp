// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/looked_at.h"
#include "app/poolscope-cli/stack_page.h"
#include "engine/scope/host/report.h"
#include "engine/scope/inspect/thread_details.h"
#include "engine/scope/observe/proc_process_source.h"
#include "engine/scope/observe/snapshot.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

struct StackOptions {
    std::string pid;
    bool with_native = false;
    LookOptions looks;
};

std::string page_of(const Messages &text, const observe::ProcessView &process, const inspect::Threads &threads,
                    const std::vector<inspect::FeederThread> &feeders, bool with_native) {
    std::string page = fmt::format("{} {}", process.stat.key.pid, to_string(process.role.role));
    std::string command = process.command_line.empty() ? process.stat.name : process.command_line;
    std::replace(command.begin(), command.end(), '\0', ' ');
    page += "  " + cut_to(std::move(command), 100) + "\n";
    if (const auto access = observe::access_to(process.stat.key))
        if (const std::string why = access->insight == observe::Insight::full ? std::string() : access_sentence(text, process.stat.key.pid, *access); !why.empty())
            page += "  " + why + "\n";
    return page + threads_page(text, threads, feeders, with_native);
}

ExitCode show_stacks(const Invocation &invocation, const StackOptions &options) {
    const Messages &text = invocation.text;
    const auto root = named_process(text, options.pid);
    if (!root)
        return invocation.refuse(root.error().sentence, root.error().code);
    observe::ProcProcessSource source;
    observe::SnapshotTaker taker(source);
    return show_looks(invocation, options.looks, [&]() -> tl::expected<std::string, Refusal> {
        const auto snapshot = taker.take(*root, {}, observe::Extent::tree, 0);
        if (!snapshot && snapshot.error().code == ErrorCode::not_found)
            return tl::unexpected(Refusal{text(Text::no_such_process, root->pid)});
        if (!snapshot)
            return tl::unexpected(Refusal{text.sentence(snapshot.error()), ExitCode::host_failed});
        const observe::Recognition recognition = recognise(*snapshot);
        std::string page;
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const observe::ProcessView &process : snapshot->processes) {
            if (process.stat.has_ended())
                continue;
            const inspect::Threads threads = inspect::threads_of(source, process.stat.key);
            const auto feeders = inspect::feeders_of(source, *snapshot, recognition, process);
            if (options.looks.as_json)
                list.push_back({{"pid", process.stat.key.pid}, {"role", std::string(to_string(process.role.role))}, {"threads", host::threads_json(threads, feeders)}});
            else
                page += page_of(text, process, threads, feeders, options.with_native);
        }
        if (options.looks.as_json)
            return host::dump_report(list, options.looks.watch ? -1 : 2);
        page.pop_back();
        return page;
    });
}

} // namespace

void add_stack(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("stack", about(Text::about_stack));
    const auto options = std::make_shared<StackOptions>();
    command->add_option("pid", options->pid, about(Text::pid_argument))->required()->type_name("");
    command->add_flag("--native", options->with_native, about(Text::native_option));
    options->looks.declare(*command, invocation.text);
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return show_stacks(invocation, *options); }; });
}

} // namespace poolscope::cli
