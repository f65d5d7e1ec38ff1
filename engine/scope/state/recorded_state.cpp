// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/state/recorded_state.h"

#include <deque>

namespace poolscope::state {
namespace {

// What another process tells of a task may come after its end.
constexpr std::size_t tasks_remembered = 16'384;

bool may_be_forgotten(const TaskRow *task) {
    return task != nullptr && (task->outcome == TaskOutcome::value || task->outcome == TaskOutcome::cancelled);
}

} // namespace

Result<State> fold_recording(telemetry::RecordingReader &reader, EndedTasks ended, const std::function<bool()> &goes_on,
                             const std::function<void(const Event &event, const State &state)> &before) {
    State state;
    std::vector<Event> events;
    std::deque<ObjectId> ended_tasks;
    for (std::size_t block = 0; block < reader.blocks() && goes_on(); ++block) {
        POOLSCOPE_ASSIGN(auto read, reader.read_block(block, std::move(events)));
        events = std::move(read.events);
        for (const Event &event : events) {
            before(event, state);
            state.apply(event);
            if (ended == EndedTasks::kept || (event.kind != EventKind::task_finished && event.kind != EventKind::task_cancelled))
                continue;
            ended_tasks.push_back(event.object);
            if (ended_tasks.size() <= tasks_remembered)
                continue;
            if (may_be_forgotten(state.task(ended_tasks.front())))
                state.forget_task(ended_tasks.front());
            ended_tasks.pop_front();
        }
    }
    return state;
}

} // namespace poolscope::state
