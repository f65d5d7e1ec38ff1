// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The last line of --json: {"summary": {"events", "lost_events", "processes", "messages_sent", "messages_received", "tasks": {"value",
// "error", "lost", "cancelled"}, "program_exit" (null when not seen), "exit_code" (poolscope-cli's own), "obituaries" (of every process
// that ended), "resources" (every named one)}}.

#include "app/poolscope-cli/events/last_words.h"
#include "app/poolscope-cli/exit_code.h"
#include "engine/core/telemetry/event.h"

#include <optional>
#include <set>
#include <string>

namespace poolscope::cli {

class SummaryJson {
public:
    void add(const Event &event);
    std::string line(ExitCode exit_code, std::optional<int> program_exit) const;

private:
    state::State state_;
    LastWords last_words_;
    std::set<ProcessKey> processes_;
    std::uint64_t events_ = 0, lost_events_ = 0, sent_ = 0, received_ = 0;
    std::uint64_t values_ = 0, errors_ = 0, lost_tasks_ = 0, cancelled_ = 0;
};

} // namespace poolscope::cli
