// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/looked_at.h"
#include "app/poolscope-cli/tree_page.h"
#include "engine/core/base/clock.h"
#include "engine/scope/host/report.h"
#include "engine/scope/observe/proc_process_source.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

struct TreeOptions {
    std::string pid;
    bool with_own_memory = false;
    LookOptions looks;
};

ExitCode show_tree(const Invocation &invocation, const TreeOptions &options) {
    const Messages &text = invocation.text;
    const auto root = named_process(text, options.pid);
    if (!root)
        return invocation.refuse(root.error().sentence, root.error().code);
    observe::ProcProcessSource source;
    observe::SnapshotTaker taker(source);
    return show_looks(invocation, options.looks, [&]() -> tl::expected<std::string, Refusal> {
        auto snapshot = taker.take(*root, {}, observe::Extent::tree, monotonic_ns());
        if (!snapshot && snapshot.error().code == ErrorCode::not_found)
            return tl::unexpected(Refusal{text(Text::no_such_process, root->pid)});
        if (!snapshot)
            return tl::unexpected(Refusal{text.sentence(snapshot.error()), ExitCode::host_failed});
        if (options.with_own_memory)
            add_proportional_memory(*snapshot, source);
        if (options.looks.as_json)
            add_wait_channels(*snapshot, source);
        const observe::Recognition recognition = recognise(*snapshot);
        Feeders feeders;
        for (const observe::ProcessView &process : snapshot->processes)
            feeders.emplace(process.stat.key, inspect::feeders_of(source, *snapshot, recognition, process));
        if (options.looks.as_json)
            return host::dump_report(tree_json(*snapshot, recognition, feeders), options.looks.watch ? -1 : 2);
        return tree_page(text, *snapshot, recognition, feeders);
    });
}

} // namespace

void add_tree(CLI::App &app, Invocation &invocation) {
    const auto about = [&](Text id) { return std::string(invocation.text.raw(id)); };
    CLI::App *command = app.add_subcommand("tree", about(Text::about_tree));
    const auto options = std::make_shared<TreeOptions>();
    command->add_option("pid", options->pid, about(Text::pid_argument))->required()->type_name("");
    command->add_flag("--pss", options->with_own_memory, about(Text::pss_option));
    options->looks.declare(*command, invocation.text);
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return show_tree(invocation, *options); }; });
}

} // namespace poolscope::cli
