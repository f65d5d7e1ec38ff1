// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/query/field.h"

#include "engine/core/telemetry/event.h"

#include <algorithm>
#include <array>

namespace poolscope::query {

namespace {

constexpr std::uint8_t bit(Subject subject) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(subject));
}
constexpr std::uint8_t message = bit(Subject::message), task = bit(Subject::task), process = bit(Subject::process), event = bit(Subject::event);
constexpr std::uint8_t all = message | task | process | event;

using enum FieldType;
constexpr std::array<FieldRow, field_count> table{{
    {Field::time, "time", duration, all, "since the run began: when it was sent, submitted or started, or happened"},
    {Field::kind, "kind", word, all, "the event, or the newest event of the message, task or process"},
    {Field::sequence, "sequence", FieldType::number, message | event, "the number of the event in the recorded order"},
    {Field::thread, "thread", FieldType::number, event, "the kernel's thread id"},
    {Field::channel, "channel", text, message | event, "the name of the queue or pipe"},
    {Field::channel_kind, "channel.kind", word, message | event, "what kind of channel it is"},
    {Field::bytes, "bytes", size, message | event, "the size of the message"},
    {Field::number, "number", FieldType::number, message | event, "the message's number in its channel, 0 if it has none"},
    {Field::preview, "preview", text, message | task | event, "the content as the tables show it: decoded"},
    {Field::dropped, "dropped", truth, message, "will never be received"},
    {Field::in_flight, "in_flight", truth, message, "sent and not yet received"},
    {Field::wait, "wait", duration, message | task | process, "on the way, or queued, or waiting at this moment"},
    {Field::wait_kind, "wait.kind", word, process | event, "what is waited for"},
    {Field::from_pid, "from.pid", FieldType::number, message | event, "the sender's process id"},
    {Field::from_name, "from.name", text, message | event, "the sender's name"},
    {Field::from_role, "from.role", word, message | event, "the sender's role"},
    {Field::to_pid, "to.pid", FieldType::number, message | event, "the receiver's process id"},
    {Field::to_name, "to.name", text, message | event, "the receiver's name"},
    {Field::to_role, "to.role", word, message | event, "the receiver's role"},
    {Field::process_pid, "process.pid", FieldType::number, all, "process id: of the process, the worker, who did it, or either end of the message"},
    {Field::process_name, "process.name", text, all, "the name of the same"},
    {Field::process_role, "process.role", word, all, "the role of the same"},
    {Field::process_state, "process.state", word, process, "what the process does"},
    {Field::process_method, "process.method", word, process, "how the process was started"},
    {Field::task_function, "task.function", text, message | task | event, "the function that is called"},
    {Field::task_outcome, "task.outcome", word, task | event, "what became of the task"},
    {Field::task_attempt, "task.attempt", FieldType::number, task | event, "which attempt it is, from 1"},
    {Field::task_items, "task.items", FieldType::number, task | event, "how many calls one task holds"},
    {Field::task_ran, "task.ran", duration, task | event, "how long it ran, as the worker measured it"},
    {Field::task_result, "task.result", text, task, "the result or error, decoded"},
    {Field::pool, "pool", text, task | process | event, "the name of the pool"},
    {Field::lock, "lock", text, event, "the name of the lock"},
    {Field::exit_code, "exit_code", FieldType::number, process | event, "how the process ended; −9 is signal 9"},
    {Field::cpu, "cpu", duration, process, "processor time used"},
    {Field::memory, "memory", size, process, "resident memory"},
}};

constexpr bool is_in_order() {
    for (std::size_t index = 0; index < table.size(); ++index)
        if (static_cast<std::size_t>(table[index].field) != index)
            return false;
    return true;
}
static_assert(is_in_order(), "one row for every Field, in the order of its enumerators");

template <class Enum> std::vector<std::string_view> words(Enum last) {
    std::vector<std::string_view> names;
    for (std::size_t value = 0; value <= static_cast<std::size_t>(last); ++value)
        names.push_back(poolscope::to_string(static_cast<Enum>(value)));
    return names;
}

} // namespace

std::span<const FieldRow, field_count> all_fields() {
    return table;
}

const FieldRow &row_of(Field field) {
    return table[static_cast<std::size_t>(field)];
}

const FieldRow *find_field(std::string_view name) {
    const auto found = std::find_if(table.begin(), table.end(), [name](const FieldRow &row) { return row.name == name; });
    return found == table.end() ? nullptr : &*found;
}

std::vector<std::string_view> words_of(Field field) {
    switch (field) {
    case Field::kind: return words(telemetry::last_event_kind);
    case Field::channel_kind: return words(ChannelKind::socket);
    case Field::wait_kind: return words(WaitKind::child);
    case Field::from_role:
    case Field::to_role:
    case Field::process_role: return words(Role::host);
    case Field::process_state: return words(ProcessState::dead);
    case Field::process_method: return words(StartMethod::forkserver);
    case Field::task_outcome: return words(TaskOutcome::cancelled);
    default: return {};
    }
}

bool is_costly(Field field) {
    return field == Field::preview || field == Field::task_function || field == Field::task_result;
}

std::string_view to_string(Subject subject) {
    constexpr std::string_view names[] = {"message", "task", "process", "event"};
    return names[static_cast<std::size_t>(subject)];
}

std::string_view to_string(FieldType type) {
    constexpr std::string_view names[] = {"number", "duration", "size", "text", "word", "truth"};
    return names[static_cast<std::size_t>(type)];
}

} // namespace poolscope::query
