// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/looked_at.h"
#include "app/poolscope-cli/look/stack_page.h"
#include "app/poolscope-cli/words/text_columns.h"
#include "engine/core/base/command_line.h"
#include "engine/scope/host/report.h"
#include "engine/scope/inspect/thread_details.h"
#include "engine/scope/observe/kernel/proc_process_source.h"
#include "engine/scope/observe/snapshot/snapshot.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

struct StackOptions : ProcessLookOptions {
    bool with_native = false;
};

std::string page_of(const Messages &text, const observe::ProcessView &process, const inspect::Threads &threads,
                    const std::vector<inspect::FeederThread> &feeders, bool with_native) {
    std::string page = fmt::format("{} {}", process.stat.key.pid, to_string(process.role.role));
    page += "  " + cut_to(process.command_line.empty() ? process.stat.name : shown_command(process.command_line), 100) + "\n";
    if (const auto access = observe::access_to(process.stat.key))
        if (const std::string why = access->insight == observe::Insight::full ? std::string() : access_sentence(text, process.stat.key.pid, *access); !why.empty())
            page += "  " + why + "\n";
    return page + threads_page(text, threads, feeders, with_native);
}

ExitCode show_stacks(const Invocation &invocation, const StackOptions &options) {
    observe::ProcProcessSource source;
    observe::SnapshotTaker taker(source);
    return show_looks_at_process(invocation, options, [&](ProcessKey root) -> Result<std::string> {
        POOLSCOPE_ASSIGN(const auto snapshot, taker.take(root, {}, observe::Extent::tree, 0));
        const observe::Recognition recognition = recognise(snapshot);
        std::string page;
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const observe::ProcessView &process : snapshot.processes) {
            if (process.stat.has_ended())
                continue;
            const inspect::Threads threads = inspect::threads_of(source, process.stat.key);
            const auto feeders = inspect::feeders_of(source, snapshot, recognition, process);
            if (options.as_json)
                list.push_back({{"pid", process.stat.key.pid}, {"role", std::string(to_string(process.role.role))}, {"threads", host::threads_json(threads, feeders)}});
            else
                page += page_of(invocation.text, process, threads, feeders, options.with_native);
        }
        if (options.as_json)
            return options.json_text(list);
        page.pop_back();
        return page;
    });
}

} // namespace

void add_stack(CLI::App &app, Invocation &invocation) {
    CLI::App *command = app.add_subcommand("stack", std::string(invocation.text.raw(Text::about_stack)));
    const auto options = std::make_shared<StackOptions>();
    options->declare(*command, invocation.text);
    command->add_flag("--native", options->with_native, std::string(invocation.text.raw(Text::native_option)));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return show_stacks(invocation, *options); }; });
}

} // namespace poolscope::cli
