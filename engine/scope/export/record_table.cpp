// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/export/record_table.h"

#include "engine/core/base/unicode.h"

#include <algorithm>

namespace poolscope::exporting {

namespace {

// Foreign programs write any bytes; files of text must be text.
std::string as_text(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const CodePoint point = code_point_at(bytes, at);
        if (point.is_raw)
            append_utf8(text, U'\ufffd');
        else
            text += bytes[at] == '\0' ? std::string_view(" ") : bytes.substr(at, point.bytes);
        at += point.bytes;
    }
    return text;
}

} // namespace

std::vector<Column> columns_of(query::Subject subject) {
    std::vector<Column> columns;
    for (const query::FieldRow &row : query::all_fields()) {
        // Of a message these are its two ends, which have columns of their own.
        const bool is_either = subject == query::Subject::message && row.name.starts_with("process.");
        if (!row.belongs_to(subject) || is_either)
            continue;
        std::string name(row.name);
        std::replace(name.begin(), name.end(), '.', '_');
        columns.push_back({row.field, row.type == query::FieldType::duration ? name + "_ns" : name});
    }
    return columns;
}

Cell cell_of(const query::Record &record, query::Field field) {
    query::Reading reading;
    record.read(field, reading);
    if (reading.begin() == reading.end())
        return {};
    const query::Reading::Value &value = *reading.begin();
    switch (query::row_of(field).type) {
    case query::FieldType::text: return as_text(value.text);
    case query::FieldType::truth: return value.number != 0;
    case query::FieldType::word: {
        const auto words = query::words_of(field);
        return value.number >= 0 && static_cast<std::size_t>(value.number) < words.size() ? Cell(std::string(words[static_cast<std::size_t>(value.number)])) : Cell();
    }
    default: return value.number;
    }
}

void for_each(const state::History &history, query::Subject subject, const std::function<void(const query::Record &)> &visit) {
    const query::Context context{&history.newest(), history.first_time_ns()};
    switch (subject) {
    case query::Subject::message:
        for (const state::MessageRow &row : history.log().messages())
            visit(query::MessageRecord(row, context));
        break;
    case query::Subject::task:
        for (const auto &[id, row] : history.newest().tasks())
            visit(query::TaskRecord(row, context));
        break;
    case query::Subject::process:
        for (const auto &[key, row] : history.newest().processes())
            visit(query::ProcessRecord(row, context));
        break;
    case query::Subject::event:
        for (std::size_t index = 0; index < history.size(); ++index)
            visit(query::EventRecord(history.event(index), context));
        break;
    }
}

} // namespace poolscope::exporting
