// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/subcommands.h"
#include "engine/scope/host/host_server.h"
#include "engine/scope/host/installation.h"

#include <unistd.h>

namespace poolscope::cli {

namespace {

ExitCode serve(const Messages &text) {
    const auto refuse = [&](const Error &error) {
        std::fputs((text.error_line(text.sentence(error)) + "\n").c_str(), stderr);
        return ExitCode::host_failed;
    };
    host::HostOptions options;
    // Without its data folder a host still works; only Python's start method cannot be set then.
    if (const auto installation = host::Installation::find()) {
        options.data = installation->data;
        std::error_code ignored;
        if (std::filesystem::exists(installation->shim, ignored))
            options.shim = installation->shim;
    }
    auto server = host::HostServer::create(STDIN_FILENO, STDOUT_FILENO, std::move(options));
    if (!server)
        return refuse(server.error());
    if (const Status status = (*server)->run(); !status)
        return refuse(status.error());
    return ExitCode::ok;
}

} // namespace

void add_host(CLI::App &app, Invocation &invocation) {
    CLI::App *host = app.add_subcommand("host", std::string(invocation.text.raw(Text::about_host)));
    host->callback([&invocation] { invocation.action = [&invocation] { return serve(invocation.text); }; });
}

} // namespace poolscope::cli
