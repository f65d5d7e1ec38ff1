// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/recording/compare_words.h"

#include "app/poolscope-cli/words/text_columns.h"

#include <array>
#include <cmath>

namespace poolscope::cli {

namespace {

constexpr std::array<Text, compare::method_fact_count> method_titles = {
    Text::fact_first_instruction, Text::fact_descriptors, Text::fact_processes, Text::fact_child_memory, Text::fact_private_memory,
    Text::fact_shared_memory, Text::fact_threads, Text::fact_bytes, Text::fact_messages, Text::fact_run};

constexpr std::array<Text, compare::session_fact_count> session_titles = {
    Text::fact_duration, Text::fact_processes, Text::fact_killed, Text::fact_first_instruction, Text::fact_tasks, Text::fact_failed_tasks,
    Text::fact_task_time, Text::fact_task_wait, Text::fact_messages, Text::fact_bytes, Text::fact_memory, Text::fact_lost_events};

} // namespace

std::string title_of(const Messages &text, compare::MethodFact fact) {
    return text(method_titles[static_cast<std::size_t>(fact)]);
}

std::string title_of(const Messages &text, compare::SessionFact fact) {
    return text(session_titles[static_cast<std::size_t>(fact)]);
}

std::string value_text(compare::Unit unit, const std::optional<double> &value) {
    if (!value)
        return "–";
    switch (unit) {
    case compare::Unit::nanoseconds: return duration_text(*value);
    case compare::Unit::bytes: return size_text(std::llround(*value));
    case compare::Unit::count: break;
    }
    return std::to_string(std::llround(*value));
}

std::string sentence_of(const Messages &text, const compare::MethodDifference &difference) {
    using compare::Unit;
    using Kind = compare::MethodDifference::Kind;
    const auto [kind, one, other, of_one, of_other, shared] = difference;
    switch (kind) {
    case Kind::speed:
        return text(Text::difference_speed, to_string(one), value_text(Unit::nanoseconds, of_one), to_string(other), value_text(Unit::nanoseconds, of_other),
                    fmt::format("{:.1f}", of_other / of_one));
    case Kind::inheritance:
        return text(Text::difference_inheritance, to_string(one), value_text(Unit::count, of_one), to_string(other), value_text(Unit::count, of_other));
    case Kind::processes:
        return text(Text::difference_processes, to_string(one), value_text(Unit::count, of_one), to_string(other), value_text(Unit::count, of_other));
    case Kind::memory: return text(Text::difference_memory, value_text(Unit::bytes, of_one), value_text(Unit::bytes, of_other));
    case Kind::sharing:
        return text(Text::difference_sharing, value_text(Unit::bytes, shared), value_text(Unit::bytes, of_one), value_text(Unit::bytes, of_other));
    case Kind::threads: return text(Text::difference_threads, value_text(Unit::count, of_one));
    }
    return {};
}

} // namespace poolscope::cli
