// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/query/record.h"

#include "engine/core/wire/preview/call_text.h"

namespace poolscope::query {

namespace {

template <class Enum> std::int64_t number_of(Enum value) {
    return static_cast<std::int64_t>(value);
}

constexpr std::size_t longest_preview = 2000;

} // namespace

void Record::read_process(Field field, End end, ProcessKey key, Reading &reading) const {
    constexpr Field pids[] = {Field::from_pid, Field::to_pid, Field::process_pid};
    constexpr Field names[] = {Field::from_name, Field::to_name, Field::process_name};
    constexpr Field roles[] = {Field::from_role, Field::to_role, Field::process_role};
    const auto place = static_cast<std::size_t>(end);
    if (!key)
        return;
    if (field == pids[place])
        return reading.add(key.pid);
    if (field != names[place] && field != roles[place])
        return;
    if (const state::ProcessRow *row = state().process(key); row != nullptr)
        field == names[place] ? reading.add(std::string_view(row->name)) : reading.add(number_of(row->role));
}

void Record::read_channel(Field field, ObjectId id, Reading &reading) const {
    if (const state::ChannelRow *row = state().channel(id); row != nullptr)
        field == Field::channel ? reading.add(std::string_view(row->name.empty() ? to_string(row->kind) : row->name)) : reading.add(number_of(row->kind));
}

void Record::read_pool(ObjectId id, Reading &reading) const {
    if (const state::PoolRow *row = state().pool(id); row != nullptr)
        reading.add(std::string_view(row->name));
}

void Record::read_time(std::int64_t time_ns, Reading &reading) const {
    if (time_ns != 0)
        reading.add(time_ns - context_.start_ns);
}

void MessageRecord::read(Field field, Reading &reading) const {
    const bool is_received = row_.received_sequence != 0 && row_.received_sequence <= state().sequence(); // by the moment that is looked at
    switch (field) {
    case Field::time: return read_time(row_.sent_ns != 0 ? row_.sent_ns : row_.received_ns, reading);
    case Field::kind:
        return reading.add(number_of(row_.dropped ? EventKind::message_dropped : is_received ? EventKind::message_received : EventKind::message_sent));
    case Field::sequence: return reading.add(static_cast<std::int64_t>(row_.sent_sequence != 0 ? row_.sent_sequence : row_.received_sequence));
    case Field::channel:
    case Field::channel_kind: return read_channel(field, row_.channel, reading);
    case Field::bytes: return reading.add(row_.bytes);
    case Field::number: return reading.add(row_.number);
    case Field::preview: return reading.add_made(message_text(row_.payload, row_.truncated, longest_preview));
    case Field::dropped: return reading.add(row_.dropped ? 1 : 0);
    case Field::in_flight: return reading.add(!is_received && !row_.dropped ? 1 : 0);
    case Field::wait:
        if (row_.sent_ns != 0 && is_received)
            reading.add(row_.received_ns - row_.sent_ns);
        return;
    case Field::task_function: return reading.add_made(function_of(row_.payload, row_.truncated));
    default:
        read_process(field, End::from, row_.from, reading);
        read_process(field, End::process, row_.from, reading);
        if (is_received) {
            read_process(field, End::to, row_.to, reading);
            read_process(field, End::process, row_.to, reading);
        }
    }
}

void TaskRecord::read(Field field, Reading &reading) const {
    switch (field) {
    case Field::time: return read_time(row_.submitted_ns != 0 ? row_.submitted_ns : row_.started_ns, reading);
    case Field::kind: {
        constexpr EventKind kinds[] = {EventKind::task_submitted, EventKind::task_started, EventKind::task_finished,
                                       EventKind::task_finished,  EventKind::task_lost,    EventKind::task_cancelled};
        return reading.add(number_of(kinds[static_cast<std::size_t>(row_.outcome)]));
    }
    case Field::preview: return reading.add_made(call_text(row_.call, row_.call_truncated, longest_preview));
    case Field::task_function: return reading.add_made(function_of(row_.call, row_.call_truncated));
    case Field::task_result: return reading.add_made(result_text(row_.result, row_.result_truncated, longest_preview));
    case Field::task_outcome: return reading.add(number_of(row_.outcome));
    case Field::task_attempt: return reading.add(row_.attempt);
    case Field::task_items: return reading.add(row_.items);
    case Field::pool: return read_pool(row_.pool, reading);
    case Field::task_ran:
    case Field::wait: return read_times(field, reading);
    default: return read_process(field, End::process, row_.worker, reading);
    }
}

void TaskRecord::read_times(Field field, Reading &reading) const {
    if (field == Field::task_ran && row_.ran_ns != 0)
        reading.add(row_.ran_ns);
    else if (field == Field::wait && row_.started_ns != 0 && row_.submitted_ns != 0)
        reading.add(row_.started_ns - row_.submitted_ns);
}

void ProcessRecord::read(Field field, Reading &reading) const {
    const auto add_metric = [&](Metric metric) {
        if (const auto found = row_.metrics.find(metric); found != row_.metrics.end())
            reading.add(found->second);
    };
    const state::Wait *wait = row_.longest_wait();
    switch (field) {
    case Field::time: return read_time(row_.started_ns, reading);
    case Field::kind: return reading.add(number_of(row_.is_alive() ? EventKind::process_started : EventKind::process_exited));
    case Field::wait:
        if (wait != nullptr && row_.is_alive())
            reading.add(state().time_ns() - wait->since_ns);
        return;
    case Field::wait_kind:
        if (wait != nullptr)
            reading.add(number_of(wait->kind));
        return;
    case Field::process_state: return reading.add(number_of(row_.is_alive() && wait != nullptr ? ProcessState::waiting : row_.state));
    case Field::process_method: return reading.add(number_of(row_.start_method));
    case Field::pool: return read_pool(row_.pool, reading);
    case Field::exit_code:
        if (row_.exit_code)
            reading.add(*row_.exit_code);
        return;
    case Field::cpu: return add_metric(Metric::cpu_ns);
    case Field::memory: return add_metric(Metric::rss_bytes);
    default: return read_process(field, End::process, row_.key, reading);
    }
}

void EventRecord::read(Field field, Reading &reading) const {
    switch (field) {
    case Field::time: return read_time(event_.time_ns, reading);
    case Field::kind: return reading.add(number_of(event_.kind));
    case Field::sequence: return reading.add(static_cast<std::int64_t>(event_.sequence));
    case Field::thread: return reading.add(event_.thread);
    case Field::process_pid:
    case Field::process_name:
    case Field::process_role: return read_process(field, End::process, event_.process, reading);
    default: break;
    }
    switch (event_.kind) {
    case EventKind::message_sent:
    case EventKind::message_received:
    case EventKind::message_dropped:
    case EventKind::channel_created:
    case EventKind::channel_opened:
    case EventKind::channel_closed:
    case EventKind::queue_depth: return read_message(field, reading);
    case EventKind::task_submitted:
    case EventKind::task_assigned:
    case EventKind::task_started:
    case EventKind::task_finished:
    case EventKind::task_lost:
    case EventKind::task_cancelled:
    case EventKind::task_retried: return read_task(field, reading);
    default: return read_others(field, reading);
    }
}

void EventRecord::read_message(Field field, Reading &reading) const {
    const bool is_message = event_.kind == EventKind::message_sent || event_.kind == EventKind::message_received || event_.kind == EventKind::message_dropped;
    switch (field) {
    case Field::channel:
    case Field::channel_kind: return read_channel(field, event_.object, reading);
    case Field::bytes:
        if (is_message || event_.kind == EventKind::queue_depth)
            reading.add(event_.b);
        return;
    case Field::number:
        if (is_message)
            reading.add(event_.a);
        return;
    case Field::preview:
        if (is_message)
            reading.add_made(message_text(event_.payload, event_.is_truncated(), longest_preview));
        return;
    case Field::task_function: return reading.add_made(is_message ? function_of(event_.payload, event_.is_truncated()) : std::string());
    default:
        if (event_.kind == EventKind::message_received)
            read_process(field, End::to, event_.process, reading);
        else
            read_process(field, End::from, event_.process, reading);
    }
}

// What a task's event does not say itself, its row does.
void EventRecord::read_task(Field field, Reading &reading) const {
    switch (field) {
    case Field::task_outcome:
        if (event_.kind == EventKind::task_finished)
            reading.add(event_.a);
        else if (event_.kind == EventKind::task_lost || event_.kind == EventKind::task_cancelled)
            reading.add(number_of(event_.kind == EventKind::task_lost ? TaskOutcome::lost : TaskOutcome::cancelled));
        return;
    case Field::task_ran:
        if (event_.kind == EventKind::task_finished)
            reading.add(event_.b);
        return;
    case Field::preview:
        if (event_.kind == EventKind::task_finished)
            return reading.add_made(result_text(event_.payload, event_.is_truncated(), longest_preview));
        break;
    case Field::exit_code:
        if (event_.kind == EventKind::task_lost)
            reading.add(event_.b);
        return;
    case Field::task_function:
    case Field::task_attempt:
    case Field::task_items:
    case Field::pool: break;
    default: return;
    }
    if (const state::TaskRow *row = state().task(event_.object); row != nullptr)
        TaskRecord(*row, {&state(), 0}).read(field, reading);
}

void EventRecord::read_others(Field field, Reading &reading) const {
    switch (field) {
    case Field::wait_kind:
        if (event_.kind == EventKind::wait_begin || event_.kind == EventKind::wait_end)
            reading.add(event_.a);
        return;
    case Field::exit_code:
        if (event_.kind == EventKind::process_exited || event_.kind == EventKind::program_exited || event_.kind == EventKind::worker_left)
            reading.add(event_.a);
        return;
    case Field::lock:
        if (const state::LockRow *row = state().lock(event_.object); row != nullptr && event_.object != 0)
            reading.add(std::string_view(row->name));
        return;
    case Field::pool:
        if (event_.object != 0)
            read_pool(event_.object, reading);
        return;
    case Field::preview: return reading.add(std::string_view(event_.payload));
    default: return;
    }
}

} // namespace poolscope::query
