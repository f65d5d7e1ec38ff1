// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rows of a session as tables whose columns are the fields of the filter language: what can be asked for can be
// exported, under the same names.

#include "engine/scope/query/record.h"
#include "engine/scope/state/history.h"

#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace poolscope::exporting {

struct Column {
    query::Field field;
    std::string name; // "from_pid", "wait_ns"
};
std::vector<Column> columns_of(query::Subject subject);

using Cell = std::variant<std::monostate, std::int64_t, bool, std::string>;
Cell cell_of(const query::Record &record, query::Field field);

// Every message, task, process or event, in the order of the session.
void for_each(const state::History &history, query::Subject subject, const std::function<void(const query::Record &)> &visit);

} // namespace poolscope::exporting
