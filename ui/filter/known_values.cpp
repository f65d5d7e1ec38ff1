// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/known_values.h"

#include "engine/core/wire/preview/call_text.h"
#include "ui/bridge/session.h"

#include <algorithm>

namespace poolscope::ui {
namespace {

constexpr std::size_t mostValues = 100;
constexpr std::size_t mostRows = 2000; // looked at: this happens while somebody types

template <class Table, class Name> std::vector<std::string> namesIn(const Table &table, Name name) {
    std::vector<std::string> names;
    std::size_t rows = 0;
    for (const auto &[key, row] : table) {
        if (names.size() == mostValues || ++rows > mostRows)
            break;
        std::string value = name(row);
        if (!value.empty() && std::find(names.begin(), names.end(), value) == names.end())
            names.push_back(std::move(value));
    }
    return names;
}

} // namespace

std::vector<std::string> knownValues(const Session &session, query::Field field) {
    const state::State &state = session.history().newest();
    const auto name = [](const auto &row) { return row.name; };
    switch (field) {
    case query::Field::channel:
        return namesIn(state.channels(), name);
    case query::Field::from_name:
    case query::Field::to_name:
    case query::Field::process_name:
        return namesIn(state.processes(), name);
    case query::Field::task_function:
        return namesIn(state.tasks(), [](const state::TaskRow &row) { return function_of(row.call, row.call_truncated); });
    case query::Field::pool:
        return namesIn(state.pools(), name);
    case query::Field::lock:
        return namesIn(state.locks(), name);
    default:
        return {};
    }
}

} // namespace poolscope::ui
