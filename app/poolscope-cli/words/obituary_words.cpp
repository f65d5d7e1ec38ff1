// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/words/obituary_words.h"

#include "app/poolscope-cli/words/finding_words.h"
#include "engine/core/wire/preview/call_text.h"
#include "engine/scope/state/ledger.h"

#include <nlohmann/json.hpp>

namespace poolscope::cli {

namespace {

using nlohmann::ordered_json;
using state::Obituary;
using state::State;

std::string names_of(const State &state, const std::vector<ProcessKey> &processes) {
    std::string names;
    for (const ProcessKey process : processes)
        names += (names.empty() ? "" : ", ") + process_name(state, process);
    return names.empty() ? "–" : names;
}

ordered_json or_null(const std::optional<Certainty> &certainty) {
    return certainty ? ordered_json(std::string(to_string(*certainty))) : ordered_json();
}

} // namespace

std::string end_of(const Messages &text, const Obituary &obituary) {
    return obituary.exit_code ? text.end_of(*obituary.exit_code) : std::string(text.raw(Text::end_unknown));
}

std::vector<std::string> facts_of(const Messages &text, const State &state, const Obituary &obituary, const MessageText &said) {
    std::vector<std::string> facts;
    if (obituary.out_of_memory)
        facts.emplace_back(text.raw(*obituary.out_of_memory == Certainty::observed ? Text::memory_observed : Text::memory_inferred));
    if (const state::TaskRow *task = state.task(obituary.task))
        facts.push_back(text(Text::died_with_task, call_text(task->call, task->call_truncated)));
    for (const state::LastMessage &message : obituary.messages) {
        const std::string words = said ? said(message.message) : std::string();
        facts.push_back(text(message.direction == Direction::write ? Text::last_sent : Text::last_received, object_name(state, message.channel),
                             message.bytes, words.empty() ? "" : ": " + words));
    }
    for (const ObjectId lock : obituary.locks)
        facts.push_back(text(Text::left_locked, object_name(state, lock)));
    for (const std::string &name : obituary.resources)
        facts.push_back(text(Text::left_named, name));
    return facts;
}

std::string cure_of(const Messages &text, const Obituary &obituary) {
    const int code = obituary.exit_code.value_or(0);
    return std::string(text.raw(obituary.out_of_memory        ? Text::cure_memory
                                : !obituary.is_violent()      ? code != 0 ? Text::cure_exit : Text::cure_none
                                : code == -9                  ? Text::cure_kill
                                                              : Text::cure_crash));
}

ordered_json obituary_json(const State &state, const Obituary &obituary, const MessageText &said) {
    const state::ProcessRow *row = state.process(obituary.process);
    const state::TaskRow *task = state.task(obituary.task);
    ordered_json json;
    json["pid"] = obituary.process.pid;
    json["start_ticks"] = obituary.process.start_ticks;
    json["name"] = row != nullptr ? row->name : "";
    json["role"] = std::string(to_string(row != nullptr ? row->role : Role::unknown));
    json["exit_code"] = obituary.exit_code ? ordered_json(*obituary.exit_code) : ordered_json();
    json["end"] = end_of(Messages(Language::english), obituary);
    json["certainty"] = obituary.exit_code ? std::string(to_string(obituary.exit_certainty)) : "unknown";
    json["out_of_memory"] = or_null(obituary.out_of_memory);
    json["task"] = task != nullptr ? ordered_json(call_text(task->call, task->call_truncated)) : ordered_json();
    json["messages"] = ordered_json::array();
    for (const state::LastMessage &message : obituary.messages)
        json["messages"].push_back({{"direction", message.direction == Direction::write ? "sent" : "received"},
                                    {"channel", object_name(state, message.channel)}, {"bytes", message.bytes},
                                    {"text", said ? said(message.message) : std::string()}});
    json["locks"] = ordered_json::array();
    for (const ObjectId lock : obituary.locks)
        json["locks"].push_back({{"id", fmt::format("{:x}", lock)}, {"name", object_name(state, lock)}});
    json["resources"] = obituary.resources;
    return json;
}

std::vector<std::string> resource_lines(const Messages &text, const State &state) {
    std::vector<std::string> lines;
    for (const auto &[name, resource] : state.resources()) {
        const Text fate = resource.leaked ? Text::resource_left : resource.registered ? Text::resource_named : Text::resource_unlinked;
        const Text maker = resource.creator_certainty == Certainty::heuristic ? Text::resource_first_seen : Text::resource_made_by;
        lines.push_back(fmt::format("{} · {} · {} · {} · {}", name, to_string(resource.kind), text(maker, process_name(state, resource.creator)),
                                    text(Text::resource_held_by, names_of(state, resource.holders)), text.raw(fate)));
    }
    for (const auto &[key, row] : state.processes())
        for (const state::IdleEnd &end : state::ledger(state, key).unused_inherited)
            lines.push_back(text(end.direction == Direction::write ? Text::unused_write_end : Text::unused_read_end, process_name(state, key),
                                 object_name(state, end.channel)));
    return lines;
}

ordered_json resource_json(const State &state, const state::ResourceRow &resource) {
    ordered_json json;
    json["name"] = resource.name;
    json["kind"] = std::string(to_string(resource.kind));
    json["made_by"] = {{"pid", resource.creator.pid}, {"certainty", std::string(to_string(resource.creator_certainty))}};
    json["held_by"] = ordered_json::array();
    for (const ProcessKey holder : resource.holders)
        json["held_by"].push_back({{"pid", holder.pid}, {"name", process_name(state, holder)}});
    json["named"] = resource.registered;
    json["leaked"] = resource.leaked;
    return json;
}

} // namespace poolscope::cli
