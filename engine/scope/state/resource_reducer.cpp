// SPDX-License-Identifier: Apache-2.0
// Named resources: who made them, who has them, who left them behind.
#include "engine/core/wire/tracker_line.h"
#include "engine/scope/state/step.h"

#include <algorithm>
#include <optional>

namespace poolscope::state {

ResourceRow &State::resource_row(Step &step, const std::string &name, Certainty certainty) {
    const auto [row, is_new] = resources_.edit_or_add(name);
    if (is_new) {
        row.name = name;
        row.id = resources_.size();
        row.created_ns = step.event.time_ns;
        row.creator = step.event.process;
        row.creator_certainty = certainty;
        row.registered = false;
    }
    step.touched(Table::resource, is_new, row.id);
    return row;
}

void State::apply_resource(Step &step) {
    const Event &event = step.event;
    // Who has it need not have made it.
    const bool is_about_holder = event.kind == EventKind::resource_opened || event.kind == EventKind::resource_closed;
    const bool is_new = !resources_.contains(event.payload);
    ResourceRow &row = resource_row(step, event.payload, is_about_holder ? Certainty::heuristic : event.certainty);
    if (event.a != 0)
        row.kind = enumerator(event.a, ResourceKind::socket);
    const auto holder = std::find(row.holders.begin(), row.holders.end(), event.process);
    switch (event.kind) {
    case EventKind::resource_registered:
        // The name is used again, or somebody who knows better tells.
        if ((!is_new && !row.registered && row.leaked) || event.certainty < row.creator_certainty ||
            (!is_new && !row.registered && row.holders.empty())) {
            row.created_ns = event.time_ns;
            row.creator = event.process;
            row.creator_certainty = event.certainty;
            row.leaked = false;
        }
        row.registered = true;
        break;
    case EventKind::resource_unregistered:
        row.registered = false;
        break;
    case EventKind::resource_opened:
        if (event.process && holder == row.holders.end())
            row.holders.push_back(event.process);
        break;
    case EventKind::resource_closed:
        if (holder != row.holders.end())
            row.holders.erase(holder);
        break;
    default:
        row.leaked = true;
        break;
    }
}

// What CPython tells its resource tracker, where that is seen: "REGISTER:/psm_1234:shared_memory".
void State::apply_tracker_lines(Step &step) {
    std::string_view rest = step.event.payload;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::optional<TrackerLine> line = parse_tracker_line(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line && line->verb == TrackerVerb::probe)
            continue;
        const ResourceKind kind = line ? resource_kind_from(line->type) : ResourceKind{};
        if (!line || !line->name.starts_with('/') || (kind != ResourceKind::semaphore && kind != ResourceKind::shared_memory))
            return;
        const bool registers = line->verb == TrackerVerb::register_name;
        ResourceRow &row = resource_row(step, std::string(line->name), Certainty::inferred);
        row.kind = kind;
        if (registers && row.creator_certainty == Certainty::heuristic) {
            row.creator = step.event.process;
            row.creator_certainty = Certainty::inferred;
        }
        row.registered = registers;
    }
}

} // namespace poolscope::state
