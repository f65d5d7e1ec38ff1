// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a session says in numbers, and in which of them two sessions differ. For sessions of any kind, also of programs that were
// attached to and know of no start method.

#include "engine/core/base/error.h"
#include "engine/scope/compare/measure.h"
#include "engine/scope/state/state.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::compare {

// In the order in which they are shown; times of tasks and children and memory are medians.
enum class SessionFact : std::uint8_t {
    duration,
    processes,
    killed,            // processes ended by a signal
    first_instruction, // from the request for a child until its function begins
    tasks,             // that ended with a value
    failed_tasks,      // that ended with an error or were lost
    task_time,
    task_wait,         // for a worker
    messages,
    bytes_sent,
    memory,            // of a process
    lost_events,
};
constexpr std::size_t session_fact_count = 12;

Unit unit_of(SessionFact fact);
// "task_time", as machines read it.
std::string_view name_of(SessionFact fact);

struct SessionFacts {
    std::array<std::optional<double>, session_fact_count> values; // in unit_of the fact; nothing: not known
    const std::optional<double> &value(SessionFact fact) const { return values[static_cast<std::size_t>(fact)]; }
};

// `start_ns`: of the first event.
SessionFacts session_facts_of(const state::State &session, std::int64_t start_ns);

struct RecordedFacts {
    SessionFacts facts;
    bool is_whole = false; // else the recording was cut short or is damaged, and these are of what could be read
};
// Reads a recording from beginning to end, for as long as `goes_on` says so; block by block, so that it costs no memory.
Result<RecordedFacts> recorded_facts_of(const std::string &path, const std::function<bool()> &goes_on);

// Those in which the two differ by more than a fifth, the greatest difference first.
std::vector<SessionFact> differences_of(const SessionFacts &one, const SessionFacts &other);

} // namespace poolscope::compare
