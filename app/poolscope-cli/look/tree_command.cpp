// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/look/looked_at.h"
#include "app/poolscope-cli/look/tree_page.h"
#include "engine/core/base/clock.h"
#include "engine/scope/observe/kernel/proc_process_source.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

struct TreeOptions : ProcessLookOptions {
    bool with_own_memory = false;
};

ExitCode show_tree(const Invocation &invocation, const TreeOptions &options) {
    observe::ProcProcessSource source;
    observe::SnapshotTaker taker(source);
    return show_looks_at_process(invocation, options, [&](ProcessKey root) -> Result<std::string> {
        POOLSCOPE_ASSIGN(auto snapshot, taker.take(root, {}, observe::Extent::tree, monotonic_ns()));
        if (options.with_own_memory)
            add_proportional_memory(snapshot, source);
        if (options.as_json)
            add_wait_channels(snapshot, source);
        const observe::Recognition recognition = recognise(snapshot);
        Feeders feeders;
        for (const observe::ProcessView &process : snapshot.processes)
            feeders.emplace(process.stat.key, inspect::feeders_of(source, snapshot, recognition, process));
        return options.as_json ? options.json_text(tree_json(snapshot, recognition, feeders)) : tree_page(invocation.text, snapshot, recognition, feeders);
    });
}

} // namespace

void add_tree(CLI::App &app, Invocation &invocation) {
    CLI::App *command = app.add_subcommand("tree", std::string(invocation.text.raw(Text::about_tree)));
    const auto options = std::make_shared<TreeOptions>();
    options->declare(*command, invocation.text);
    command->add_flag("--pss", options->with_own_memory, std::string(invocation.text.raw(Text::pss_option)));
    command->callback([&invocation, options] { invocation.action = [&invocation, options] { return show_tree(invocation, *options); }; });
}

} // namespace poolscope::cli
