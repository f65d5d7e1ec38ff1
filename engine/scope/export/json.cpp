// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/export/formats.h"
#include "engine/scope/export/json_text.h"
#include "engine/scope/export/record_table.h"

#include <nlohmann/json.hpp>

namespace poolscope::exporting {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Cell &cell) {
    return std::visit([](const auto &value) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
            return nullptr;
        else
            return value;
    }, cell);
}

void write_list(const state::History &history, query::Subject subject, std::string_view name, Sink &sink) {
    const std::vector<Column> columns = columns_of(subject);
    sink.write(",\n\"" + std::string(name) + "\": [");
    bool is_first = true;
    for_each(history, subject, [&](const query::Record &record) {
        Json row = Json::object();
        for (const Column &column : columns)
            if (Json value = json_of(cell_of(record, column.field)); !value.is_null())
                row[column.name] = std::move(value);
        sink.write((is_first ? "\n" : ",\n") + json_text(row));
        is_first = false;
    });
    sink.write("\n]");
}

Json channels_of(const state::State &state) {
    Json channels = Json::array();
    for (const auto &[id, row] : state.channels()) {
        Json ends = Json::array();
        for (const state::ChannelEnd &end : row.ends)
            ends.push_back({{"pid", end.process.pid}, {"direction", std::string(to_string(end.direction))}});
        channels.push_back({{"id", id}, {"name", row.name}, {"kind", std::string(to_string(row.kind))}, {"capacity", row.capacity}, {"sent", row.sent},
                            {"received", row.received}, {"dropped", row.dropped}, {"bytes_sent", row.bytes_sent}, {"ends", std::move(ends)}});
    }
    return channels;
}

} // namespace

std::string json_text(const Json &json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void write_json(const state::History &history, Sink &sink) {
    const state::State &state = history.newest();
    Json program = nullptr;
    if (state.program()) {
        program = {{"pid", state.program()->key.pid}, {"command", state.program()->command}, {"start_method", std::string(to_string(state.program()->start_method))}};
        program["exit_code"] = state.program()->exit_code ? Json(*state.program()->exit_code) : Json(nullptr);
    }
    sink.write("{\n\"program\": " + json_text(program) + ",\n\"lost_events\": " + std::to_string(state.lost_events()));
    sink.write(",\n\"channels\": " + json_text(channels_of(state)));
    write_list(history, query::Subject::process, "processes", sink);
    write_list(history, query::Subject::task, "tasks", sink);
    write_list(history, query::Subject::message, "messages", sink);
    write_list(history, query::Subject::event, "events", sink);
    sink.write("\n}\n");
}

} // namespace poolscope::exporting
