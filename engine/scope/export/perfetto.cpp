// SPDX-License-Identifier: Apache-2.0
// The trace event format of Chrome, which Perfetto opens: https://ui.perfetto.dev. Times are µs since the run began.
#include "engine/core/wire/preview/call_text.h"
#include "engine/scope/export/formats.h"
#include "engine/scope/export/json_text.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

namespace poolscope::exporting {

namespace {

using Json = nlohmann::ordered_json;
using Who = std::pair<ProcessKey, std::int32_t>; // a thread

class Trace {
public:
    Trace(const state::History &history, Sink &sink) : history_(history), state_(history.newest()), sink_(sink) {}

    void write() {
        sink_.write("{\"displayTimeUnit\": \"ms\", \"traceEvents\": [");
        for (const auto &[key, row] : state_.processes()) {
            add({{"ph", "M"}, {"name", "process_name"}, {"pid", key.pid}, {"args", {{"name", row.name.empty() ? std::string(to_string(row.role)) : row.name}}}});
            add({{"ph", "M"}, {"name", "process_sort_index"}, {"pid", key.pid}, {"args", {{"sort_index", row.worker_number}}}});
        }
        for (std::size_t index = 0; index < history_.size(); ++index)
            take(history_.event(index));
        for (const auto &[who, open] : tasks_)
            add_task(who, open, history_.last_time_ns(), TaskOutcome::running);
        for (const auto &[who, open] : waits_)
            add_wait(who, open, history_.last_time_ns());
        for (const state::MessageRow &row : history_.log().messages())
            add_message(row);
        sink_.write("\n]}\n");
    }

private:
    struct Open {
        std::int64_t begin_ns = 0;
        ObjectId object = 0;
        WaitKind kind = WaitKind::none;
    };

    void add(const Json &event) {
        sink_.write((is_first_ ? "\n" : ",\n") + json_text(event));
        is_first_ = false;
    }
    double at(std::int64_t time_ns) const { return static_cast<double>(time_ns - history_.first_time_ns()) / 1000; }
    Json span(const Who &who, std::string name, std::string_view category, std::int64_t begin_ns, std::int64_t end_ns) const {
        return {{"ph", "X"},           {"name", std::move(name)}, {"cat", std::string(category)}, {"pid", who.first.pid}, {"tid", who.second},
                {"ts", at(begin_ns)}, {"dur", static_cast<double>(std::max<std::int64_t>(end_ns - begin_ns, 0)) / 1000}};
    }

    void take(const Event &event) {
        const Who who{event.process, event.thread != 0 ? event.thread : event.process.pid}; // 0 would be the kernel's idle thread
        switch (event.kind) {
        case EventKind::task_started: tasks_[who] = {event.time_ns, event.object, WaitKind::none}; break;
        case EventKind::task_finished: end_task(who, event, event.a == static_cast<std::int64_t>(TaskOutcome::error) ? TaskOutcome::error : TaskOutcome::value); break;
        case EventKind::wait_begin: waits_[who] = {event.time_ns, event.object, static_cast<WaitKind>(event.a)}; break;
        case EventKind::wait_end:
            if (const auto open = waits_.extract(who))
                add_wait(who, open.mapped(), event.time_ns);
            break;
        case EventKind::message_sent:
        case EventKind::message_received: message_threads_.emplace_back(event.sequence, who.second); break;
        case EventKind::queue_depth:
            add({{"ph", "C"}, {"name", "depth of " + channel_name(event.object)}, {"pid", counting_process(event.process).pid}, {"ts", at(event.time_ns)}, {"args", {{"items", event.a}}}});
            break;
        case EventKind::process_exited: end_process(event); break;
        default: break;
        }
    }

    void end_task(const Who &who, const Event &event, TaskOutcome outcome) {
        if (const auto open = tasks_.extract(who); open && open.mapped().object == event.object)
            add_task(who, open.mapped(), event.time_ns, outcome);
    }
    void add_task(const Who &who, const Open &open, std::int64_t end_ns, TaskOutcome outcome) {
        const state::TaskRow *row = state_.task(open.object);
        Json event = span(who, row != nullptr ? call_text(row->call, row->call_truncated) : "task", "task", open.begin_ns, end_ns);
        event["args"] = {{"outcome", std::string(to_string(outcome))}};
        if (row != nullptr && !row->result.empty())
            event["args"]["result"] = result_text(row->result, row->result_truncated);
        add(event);
    }
    void add_wait(const Who &who, const Open &open, std::int64_t end_ns) {
        std::string name = "wait: " + std::string(to_string(open.kind));
        if (state_.channel(open.object) != nullptr)
            name += " " + channel_name(open.object);
        else if (const state::LockRow *lock = state_.lock(open.object); lock != nullptr)
            name += " " + lock->name;
        add(span(who, std::move(name), "wait", open.begin_ns, end_ns));
    }
    // What its threads did is cut off where it ended.
    void end_process(const Event &event) {
        const auto cut = [&](std::map<Who, Open> &open, auto add_span) {
            for (auto one = open.begin(); one != open.end();) {
                if (one->first.first != event.process) {
                    ++one;
                    continue;
                }
                add_span(one->first, one->second);
                one = open.erase(one);
            }
        };
        cut(tasks_, [&](const Who &who, const Open &open) { add_task(who, open, event.time_ns, TaskOutcome::lost); });
        cut(waits_, [&](const Who &who, const Open &open) { add_wait(who, open, event.time_ns); });
        add({{"ph", "i"}, {"s", "p"}, {"name", "exit " + std::to_string(event.a)}, {"pid", event.process.pid}, {"tid", event.process.pid}, {"ts", at(event.time_ns)}});
    }

    // A flow arrow goes from a slice to a slice: both ends get one, so short that it crosses no other of its thread.
    void add_message(const state::MessageRow &row) {
        const std::string channel = channel_name(row.channel);
        const Who sender{row.from, thread_of(row.sent_sequence, row.from)}, receiver{row.to, thread_of(row.received_sequence, row.to)};
        const auto slice = [&](const Who &who, std::int64_t time_ns, const char *verb) {
            Json event = span(who, verb + channel, "message", time_ns, time_ns + 1);
            event["args"] = {{"bytes", row.bytes}, {"content", message_text(row.payload, row.truncated)}};
            add(event);
        };
        const auto flow = [&](const char *phase, const Who &who, std::int64_t time_ns) {
            Json event = {{"ph", phase}, {"id", row.index + 1}, {"name", channel}, {"cat", "message"}, {"pid", who.first.pid}, {"tid", who.second}, {"ts", at(time_ns)}};
            if (*phase == 'f')
                event["bp"] = "e";
            add(event);
        };
        if (row.from && row.sent_sequence != 0)
            slice(sender, row.sent_ns, "→ ");
        if (row.to && row.received_sequence != 0)
            slice(receiver, row.received_ns, "← ");
        if (row.from && row.sent_sequence != 0 && row.to && row.received_sequence != 0) {
            flow("s", sender, row.sent_ns);
            flow("f", receiver, row.received_ns);
        }
    }

    std::int32_t thread_of(std::uint64_t sequence, ProcessKey process) const {
        const auto found = std::ranges::lower_bound(message_threads_, sequence, {}, &std::pair<std::uint64_t, std::int32_t>::first);
        return found == message_threads_.end() || found->first != sequence ? process.pid : found->second;
    }
    // What was sampled is told by nobody of the program: it stands with its first process.
    ProcessKey counting_process(ProcessKey teller) const {
        const auto &processes = state_.processes();
        return processes.empty() || processes.contains(teller) ? teller : processes.begin()->first;
    }
    std::string channel_name(ObjectId id) const {
        const state::ChannelRow *row = state_.channel(id);
        return row == nullptr ? "channel" : row->name.empty() ? std::string(to_string(row->kind)) : row->name;
    }

    const state::History &history_;
    const state::State &state_;
    Sink &sink_;
    std::map<Who, Open> tasks_, waits_;
    std::vector<std::pair<std::uint64_t, std::int32_t>> message_threads_; // by the sequence of what was sent or received
    bool is_first_ = true;
};

} // namespace

void write_perfetto(const state::History &history, Sink &sink) {
    Trace(history, sink).write();
}

} // namespace poolscope::exporting
