// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/summary_json.h"

#include "app/poolscope-cli/words/obituary_words.h"

#include <nlohmann/json.hpp>

namespace poolscope::cli {

void SummaryJson::add(const Event &event) {
    ++events_;
    state::Changes changes;
    state_.apply(event, &changes);
    last_words_.add(event, changes, state_);
    switch (event.kind) {
    case EventKind::gap: lost_events_ += static_cast<std::uint64_t>(event.a); break;
    case EventKind::process_started: processes_.insert(event.process); break;
    case EventKind::message_sent: ++sent_; break;
    case EventKind::message_received: ++received_; break;
    case EventKind::task_finished: ++(event.a == static_cast<std::int64_t>(TaskOutcome::value) ? values_ : errors_); break;
    case EventKind::task_lost: ++lost_tasks_; break;
    case EventKind::task_cancelled: ++cancelled_; break;
    default: break;
    }
}

std::string SummaryJson::line(ExitCode exit_code, std::optional<int> program_exit) const {
    using Json = nlohmann::ordered_json;
    Json summary;
    summary["events"] = events_;
    summary["lost_events"] = lost_events_;
    summary["processes"] = processes_.size();
    summary["messages_sent"] = sent_;
    summary["messages_received"] = received_;
    summary["tasks"] = Json{{"value", values_}, {"error", errors_}, {"lost", lost_tasks_}, {"cancelled", cancelled_}};
    summary["program_exit"] = program_exit ? Json(*program_exit) : Json();
    summary["exit_code"] = static_cast<int>(exit_code);
    summary["obituaries"] = Json::array();
    for (const state::Obituary &dead : state::obituaries(state_))
        summary["obituaries"].push_back(obituary_json(state_, dead, [this](std::uint64_t message) { return last_words_.of(message); }));
    summary["resources"] = Json::array();
    for (const auto &[name, resource] : state_.resources())
        summary["resources"].push_back(resource_json(state_, resource));
    return Json{{"summary", std::move(summary)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace poolscope::cli
