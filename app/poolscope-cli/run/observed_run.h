// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One program run under a host from beginning to end, as run and record do it: every event goes to a listener in order,
// Ctrl-C stops the program and not us, and whatever goes wrong has become a sentence and an exit code by the end.

#include "app/poolscope-cli/program_choice.h"
#include "app/poolscope-cli/run/planned_fault.h"
#include "engine/scope/host/host_client.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace poolscope::cli {

struct RunRequest {
    ChosenProgram program;
    std::string recording; // path; empty: none
    std::vector<PlannedFault> faults{};
    bool takes_lines = false; // of standard input: see control_lines.h
};

struct RunOutcome {
    std::optional<int> program_exit; // nothing when it was not seen to end
    std::uint64_t events = 0, lost_events = 0, lost_tasks = 0;
    bool interrupted = false;
    std::optional<Refusal> failure; // of the host, the start or the recording: already said
    ExitCode exit_code() const;
};

using EventListener = std::function<void(std::span<const Event>)>;

RunOutcome observe_run(const Invocation &invocation, const host::Installation &installation, const RunRequest &request,
                       const EventListener &listener);

} // namespace poolscope::cli
