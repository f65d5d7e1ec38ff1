// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/run/planned_fault.h"

#include "app/poolscope-cli/program_choice.h"

#include <csignal>

namespace poolscope::cli {

std::optional<PlannedFault> PlannedFault::parse(const std::string &text) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0)
        return std::nullopt;
    PlannedFault fault;
    fault.name_ = text.substr(0, equals);
    const std::string what = text.substr(equals + 1);
    constexpr std::string_view delay = "delay:", drop = "drop:", second_writer = "second-writer:";
    if (what == "kill" || what == "stop") {
        fault.signal_ = what == "kill" ? SIGKILL : SIGSTOP;
    } else if (what.starts_with(delay)) {
        const auto seconds = real_number(what.substr(delay.size()), 0.001, 10);
        if (!seconds)
            return std::nullopt;
        fault.delay_seconds_ = *seconds;
    } else if (what.starts_with(drop) || what.starts_with(second_writer)) {
        const bool drops = what.starts_with(drop);
        const auto count = whole_number(std::string_view(what).substr((drops ? drop : second_writer).size()), 1, 1000);
        if (!count)
            return std::nullopt;
        (drops ? fault.drops_ : fault.second_writers_) = static_cast<int>(*count);
    } else {
        return std::nullopt;
    }
    return fault;
}

std::optional<host::Command> PlannedFault::command_for(const Event &event) {
    const bool is_named = event.kind == EventKind::process_started || event.kind == EventKind::process_ready;
    if (!is_named || event.payload.find(name_) == std::string::npos || !struck_.insert(event.process).second)
        return std::nullopt;
    if (signal_ != 0)
        return host::Signal{event.process, signal_};
    return host::Fault{event.process, delay_seconds_, drops_, second_writers_};
}

} // namespace poolscope::cli
