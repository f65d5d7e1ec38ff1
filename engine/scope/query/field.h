// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a filter can ask about: the fields of messages, tasks, processes and events, with their types. The one table from
// which parsing, completion, evaluation and the help pages are made.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::query {

// What a filter is applied to.
enum class Subject : std::uint8_t { message, task, process, event };

enum class FieldType : std::uint8_t {
    number,
    duration, // ns; written with a unit: 5ms
    size,     // bytes; may be written with a unit: 64KiB
    text,
    word,     // one of a few: words_of()
    truth,    // stands alone: in_flight, !dropped
};

enum class Field : std::uint8_t {
    time, kind, sequence, thread,
    channel, channel_kind, bytes, number, preview, dropped, in_flight,
    wait, wait_kind,
    from_pid, from_name, from_role, to_pid, to_name, to_role,
    process_pid, process_name, process_role, process_state, process_method,
    task_function, task_outcome, task_attempt, task_items, task_ran, task_result,
    pool, lock, exit_code, cpu, memory,
};
constexpr std::size_t field_count = static_cast<std::size_t>(Field::memory) + 1;

struct FieldRow {
    Field field;
    std::string_view name; // as it is written: "from.pid"
    FieldType type;
    std::uint8_t subjects; // a bit for each Subject that has it
    std::string_view meaning;

    bool belongs_to(Subject subject) const { return (subjects >> static_cast<unsigned>(subject) & 1) != 0; }
};

std::span<const FieldRow, field_count> all_fields();
const FieldRow &row_of(Field field);
const FieldRow *find_field(std::string_view name);
// What a field of type word can be: a name for each number, in the order of its enumerators. Empty for other fields.
std::vector<std::string_view> words_of(Field field);
// Reading it costs a decoding: asked for last.
bool is_costly(Field field);

std::string_view to_string(Subject subject);
std::string_view to_string(FieldType type);

} // namespace poolscope::query
