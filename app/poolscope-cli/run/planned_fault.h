// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The option --fault: what is to be done to a process of the program as soon as it is there, as NAME=WHAT. The name is a part
// of the process's; WHAT is delay:SECONDS, drop:COUNT, second-writer:COUNT, stop or kill.

#include "engine/core/telemetry/event.h"
#include "engine/scope/host/command.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace poolscope::cli {

class PlannedFault {
public:
    // Nothing when it is not written like that, or out of the range of host::Fault.
    static std::optional<PlannedFault> parse(const std::string &text);
    // The command, when the event tells that a process of that name has started. Once a process, though it may be told of by several names.
    std::optional<host::Command> command_for(const Event &event);

private:
    std::string name_;
    double delay_seconds_ = 0;
    int drops_ = 0, second_writers_ = 0, signal_ = 0;
    std::set<ProcessKey> struck_;
};

} // namespace poolscope::cli
