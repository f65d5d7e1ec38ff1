// SPDX-License-Identifier: Apache-2.0
// RFC 4180: fields with commas, quotation marks or line breaks stand in quotation marks.
#include "engine/scope/export/formats.h"
#include "engine/scope/export/record_table.h"

namespace poolscope::exporting {

namespace {

std::string field_text(const Cell &cell) {
    if (const auto *number = std::get_if<std::int64_t>(&cell))
        return std::to_string(*number);
    if (const auto *truth = std::get_if<bool>(&cell))
        return *truth ? "true" : "false";
    const auto *text = std::get_if<std::string>(&cell);
    if (text == nullptr)
        return {};
    if (text->find_first_of(",\"\r\n") == std::string::npos)
        return *text;
    std::string quoted = "\"";
    for (const char c : *text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

} // namespace

void write_csv(const state::History &history, Sink &sink) {
    const std::vector<Column> columns = columns_of(query::Subject::event);
    std::string line;
    for (const Column &column : columns)
        line += (line.empty() ? "" : ",") + column.name;
    sink.write(line + "\r\n");
    for_each(history, query::Subject::event, [&](const query::Record &record) {
        line.clear();
        for (const Column &column : columns)
            line += (&column == columns.data() ? "" : ",") + field_text(cell_of(record, column.field));
        sink.write(line + "\r\n");
    });
}

} // namespace poolscope::exporting
