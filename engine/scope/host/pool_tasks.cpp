// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/pool_tasks.h"

#include "engine/core/wire/preview/call_text.h"
#include "engine/scope/observe/recognition/recognition.h"

#include <algorithm>
#include <csignal>
#include <limits>

namespace poolscope::host {

namespace {

// A channel carries one sort of message: of one that began otherwise no more is decoded.
constexpr int most_others = 16;
// Whoever reads there is not seen.
constexpr std::size_t most_waiting = 65'536;
// What a worker told last may come behind its exit. One that was to do only so many tasks (max_tasks_per_child) ends with success right
// behind its last result, which is worth to be waited for.
constexpr std::int64_t patience_ns = 250'000'000, patience_with_success_ns = 3'000'000'000;
constexpr ObjectId task_ids = ObjectId{0x7461} << 48; // apart from those of channels, which are made of inodes

Event about(ObjectId task, EventKind kind, const Event &shown_by) {
    Event event;
    event.time_ns = shown_by.time_ns;
    event.process = shown_by.process;
    event.thread = shown_by.thread;
    event.certainty = Certainty::inferred;
    event.kind = kind;
    event.object = task;
    return event;
}

} // namespace

void PoolTasks::begin_run() {
    waiting_.clear();
    results_.clear();
    others_.clear();
    executors_.clear();
    pools_.clear();
    ending_.clear();
    in_hand_.clear();
    exits_.clear();
    tasks_ = 0;
}

void PoolTasks::tell(std::vector<Event> &events, Tasks tasks, std::int64_t now_ns) {
    std::vector<Event> out;
    out.reserve(events.size());
    for (Event &event : events) {
        if (event.kind == EventKind::program_exited)
            lose_all_due(std::numeric_limits<std::int64_t>::max(), out);
        newest_ = event.sequence += told_;
        newest_ns_ = std::max(newest_ns_, event.time_ns);
        out.push_back(std::move(event));
        const std::size_t known = out.size();
        if (tasks == Tasks::wanted)
            take(Event(out.back()), out);
        number(out, known);
    }
    lose_all_due(now_ns, out);
    events = std::move(out);
}

// Of the workers that have been waited for long enough.
void PoolTasks::lose_all_due(std::int64_t now_ns, std::vector<Event> &out) {
    const std::size_t known = out.size();
    std::erase_if(exits_, [&](const Event &exit) {
        const bool is_due = exit.time_ns + (exit.a == 0 ? patience_with_success_ns : patience_ns) < now_ns;
        if (is_due)
            lose(exit, out);
        return is_due;
    });
    number(out, known);
}

// Those from there on follow the one before them.
void PoolTasks::number(std::vector<Event> &out, std::size_t from) {
    for (std::size_t i = from; i < out.size(); ++i)
        out[i].sequence = ++newest_;
    told_ += out.size() - from;
}

void PoolTasks::take(const Event &event, std::vector<Event> &out) {
    switch (event.kind) {
    case EventKind::pool_created: pools_.insert(event.object); return;
    case EventKind::message_sent: return take_sent(event, out);
    case EventKind::message_received:
    case EventKind::message_dropped: return start(event, out);
    case EventKind::process_exited:
        if (in_hand_.contains(event.process))
            exits_.push_back(event);
        return;
    default: return;
    }
}

void PoolTasks::take_sent(const Event &message, std::vector<Event> &out) {
    const auto others = others_.find(message.object);
    if (others != others_.end() && others->second >= most_others)
        return;
    const Preview content = preview(message.payload, message.is_truncated());
    switch (content.kind) {
    case Preview::Kind::pool_task:
    case Preview::Kind::executor_call: return submit(message, content, out);
    case Preview::Kind::pool_result:
    case Preview::Kind::executor_result: return finish(message, content, out);
    case Preview::Kind::stop:
        if (const auto tasks = waiting_.find(message.object); tasks != waiting_.end()) {
            ending_.insert(message.object);
            tasks->second.push_back({message.a, 0, message.process});
        } else if (const auto results = results_.find(message.object); results != results_.end()) {
            ending_.insert(results->second);
        }
        return;
    default: ++others_[message.object];
    }
}

void PoolTasks::submit(const Event &message, const Preview &content, std::vector<Event> &out) {
    std::deque<Waiting> &waiting = waiting_[message.object];
    if (content.kind == Preview::Kind::executor_call)
        executors_.insert(message.object);
    const ObjectId task = task_ids + ++tasks_;
    waiting.push_back({message.a, task, message.process});
    if (waiting.size() > most_waiting)
        waiting.pop_front();
    Event event = about(task, EventKind::task_submitted, message);
    event.a = static_cast<std::int64_t>(pool_of(message.object));
    event.b = static_cast<std::int64_t>(calls_in(content));
    event.payload = message.payload;
    event.flags = message.flags;
    out.push_back(std::move(event));
}

// A message that is dropped is taken by nobody.
void PoolTasks::start(const Event &receipt, std::vector<Event> &out) {
    const auto found = waiting_.find(receipt.object);
    if (found == waiting_.end())
        return;
    std::deque<Waiting> &waiting = found->second;
    const auto first = std::find_if(waiting.begin(), waiting.end(), [&](const Waiting &each) { return receipt.a == 0 || each.number == receipt.a; });
    if (first == waiting.end())
        return;
    const Waiting taken = *first;
    waiting.erase(first);
    if (taken.task == 0 || receipt.kind == EventKind::message_dropped)
        return;
    if (receipt.process == taken.sender) { // a pool that is terminated takes back what no worker has taken
        out.push_back(about(taken.task, EventKind::task_cancelled, receipt));
        return;
    }
    in_hand_[receipt.process] = {taken.task, receipt.object, receipt.time_ns};
    Event event = about(taken.task, EventKind::task_started, receipt);
    event.b = static_cast<std::int64_t>(pool_of(receipt.object));
    out.push_back(std::move(event));
}

void PoolTasks::finish(const Event &message, const Preview &content, std::vector<Event> &out) {
    const auto found = in_hand_.find(message.process);
    if (found == in_hand_.end())
        return;
    const InHand done = found->second;
    in_hand_.erase(found);
    results_[message.object] = done.channel;
    Event event = about(done.task, EventKind::task_finished, message);
    event.a = static_cast<std::int64_t>(has_failed(content) ? TaskOutcome::error : TaskOutcome::value);
    event.b = message.time_ns - done.started_ns;
    event.payload = message.payload;
    event.flags = message.flags;
    out.push_back(std::move(event));
}

// A pool that is terminated ends its workers so.
void PoolTasks::lose(const Event &exit, std::vector<Event> &out) {
    const auto found = in_hand_.find(exit.process);
    if (found == in_hand_.end())
        return;
    const InHand left = found->second;
    in_hand_.erase(found);
    const bool is_wanted = exit.a == -SIGTERM && ending_.contains(left.channel);
    Event event = about(left.task, is_wanted ? EventKind::task_cancelled : EventKind::task_lost, exit);
    if (!is_wanted) {
        event.a = static_cast<std::int64_t>(exit.process.packed());
        event.b = exit.a;
    }
    event.time_ns = std::max(event.time_ns, newest_ns_);
    out.push_back(std::move(event));
}

ObjectId PoolTasks::pool_of(ObjectId channel) const {
    // An executor is not always recognised.
    const ObjectId pool = observe::pool_on(channel);
    return executors_.contains(channel) && !pools_.contains(pool) ? 0 : pool;
}

} // namespace poolscope::host
