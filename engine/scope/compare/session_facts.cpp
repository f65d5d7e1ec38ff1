// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/compare/session_facts.h"

#include "engine/scope/compare/method_facts.h"
#include "engine/scope/state/recorded_state.h"

#include <limits>

namespace poolscope::compare {
namespace {

constexpr double clearly_more = 1.2; // times

// How many times the greater is the lesser.
double times_between(double one, double other) {
    const double lesser = std::min(one, other), greater = std::max(one, other);
    return lesser == greater ? 1 : lesser > 0 ? greater / lesser : std::numeric_limits<double>::infinity();
}

} // namespace

Unit unit_of(SessionFact fact) {
    switch (fact) {
    case SessionFact::duration:
    case SessionFact::first_instruction:
    case SessionFact::task_time:
    case SessionFact::task_wait: return Unit::nanoseconds;
    case SessionFact::bytes_sent:
    case SessionFact::memory: return Unit::bytes;
    default: return Unit::count;
    }
}

std::string_view name_of(SessionFact fact) {
    static constexpr std::array<std::string_view, session_fact_count> names = {
        "duration", "processes", "killed", "first_instruction", "tasks", "failed_tasks",
        "task_time", "task_wait", "messages", "sent", "memory", "lost_events"};
    return names[static_cast<std::size_t>(fact)];
}

SessionFacts session_facts_of(const state::State &session, std::int64_t start_ns) {
    SessionFacts facts;
    const auto set = [&facts](SessionFact fact, std::optional<double> value) { facts.values[static_cast<std::size_t>(fact)] = value; };
    double processes = 0, killed = 0, done = 0, failed = 0, messages = 0, bytes = 0;
    std::vector<double> ready, memory, ran, waited;
    for (const auto &[key, row] : session.processes()) {
        if (row.role == Role::host)
            continue;
        ++processes;
        killed += row.exit_code.value_or(0) < 0;
        if (row.ready_after_ns > 0)
            ready.push_back(static_cast<double>(row.ready_after_ns));
        if (const auto value = memory_of(row))
            memory.push_back(*value);
    }
    for (const auto &[id, task] : session.tasks()) {
        done += task.outcome == TaskOutcome::value;
        failed += task.outcome == TaskOutcome::error || task.outcome == TaskOutcome::lost;
        if (task.ran_ns > 0)
            ran.push_back(static_cast<double>(task.ran_ns));
        if (task.submitted_ns > 0 && task.started_ns >= task.submitted_ns)
            waited.push_back(static_cast<double>(task.started_ns - task.submitted_ns));
    }
    for (const auto &[id, channel] : session.channels()) {
        messages += static_cast<double>(channel.sent);
        bytes += static_cast<double>(channel.bytes_sent);
    }
    set(SessionFact::duration, static_cast<double>(std::max<std::int64_t>(session.time_ns() - start_ns, 0)));
    set(SessionFact::processes, processes);
    set(SessionFact::killed, killed);
    set(SessionFact::first_instruction, median(std::move(ready)));
    set(SessionFact::tasks, done);
    set(SessionFact::failed_tasks, failed);
    set(SessionFact::task_time, median(std::move(ran)));
    set(SessionFact::task_wait, median(std::move(waited)));
    set(SessionFact::messages, messages);
    set(SessionFact::bytes_sent, bytes);
    set(SessionFact::memory, median(std::move(memory)));
    set(SessionFact::lost_events, static_cast<double>(session.lost_events()));
    return facts;
}

Result<RecordedFacts> recorded_facts_of(const std::string &path, const std::function<bool()> &goes_on) {
    POOLSCOPE_ASSIGN(telemetry::RecordingReader reader, telemetry::RecordingReader::open(path));
    std::optional<std::int64_t> start_ns;
    POOLSCOPE_ASSIGN(const state::State session, state::fold_recording(reader, state::EndedTasks::kept, goes_on, [&](const Event &event, const state::State &) {
                         start_ns = start_ns.value_or(event.time_ns);
                     }));
    return RecordedFacts{session_facts_of(session, start_ns.value_or(0)), reader.damage().is_whole() && reader.damage().was_closed};
}

std::vector<SessionFact> differences_of(const SessionFacts &one, const SessionFacts &other) {
    const auto times = [&](SessionFact fact) { return times_between(*one.value(fact), *other.value(fact)); };
    std::vector<SessionFact> differences;
    for (std::size_t at = 0; at < session_fact_count; ++at) {
        const auto fact = static_cast<SessionFact>(at);
        if (one.value(fact) && other.value(fact) && times(fact) >= clearly_more)
            differences.push_back(fact);
    }
    std::stable_sort(differences.begin(), differences.end(), [&](SessionFact first, SessionFact second) { return times(first) > times(second); });
    return differences;
}

} // namespace poolscope::compare
