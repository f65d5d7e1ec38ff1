// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_worker.h"

#include <csignal>
#include <cstring>
#include <fmt/format.h>

namespace poolscope {

std::string_view worker_kind(StartMethod method) {
    switch (method) {
    case StartMethod::spawn: return "SpawnPoolWorker";
    case StartMethod::fork: return "ForkPoolWorker";
    case StartMethod::forkserver: return "ForkServerPoolWorker";
    case StartMethod::none: break;
    }
    return "PoolWorker";
}

Result<std::unique_ptr<PoolWorker>> PoolWorker::start(WorkerSeat seat, StartMethod method, bool daemonic, ProcessBody body) {
    auto worker = std::make_unique<PoolWorker>();
    worker->number_ = seat.number;
    worker->channel_ = std::move(seat.channel);
    worker->tasks_ = RecordWriter(worker->channel_->tasks());
    worker->results_ = RecordReader(worker->channel_->results());
    ProcessOptions options;
    options.daemon = daemonic;
    options.role = Role::worker;
    options.name = fmt::format("{}-{}", worker_kind(method), worker->number_);
    worker->process_ = std::make_shared<ProcessObject>(method, worker_kind(method), std::move(options), std::move(body));
    POOLSCOPE_TRY(worker->process_->try_start());
    return worker;
}

bool PoolWorker::tell_function(const Task *task) {
    if (functions_.contains(task))
        return true;
    RecordHead *record = tasks_.reserve(static_cast<std::uint32_t>(ToWorker::function), task->name.size());
    if (record == nullptr)
        return false;
    const auto index = static_cast<std::uint32_t>(functions_.size());
    record->number = index;
    std::memcpy(record->payload_place(), task->name.data(), task->name.size());
    functions_.emplace(task, index);
    has_unpublished_ = true;
    return true;
}

// The task's own record, with as many of its calls as did not travel before.
bool PoolWorker::write_task(AssignedTask &task, std::string_view calls) {
    const TaskPrefix prefix{task.job->calls_in(task.chunk), task.job->number(), static_cast<std::int64_t>(task.chunk)};
    RecordHead *record = tasks_.reserve(static_cast<std::uint32_t>(ToWorker::task), sizeof prefix + calls.size());
    if (record == nullptr)
        return false;
    record->number = functions_.at(task.job->calls().task) << 1 | (task.job->calls().is_single ? 1 : 0);
    record->task = task.id();
    std::memcpy(record->payload_place(), &prefix, sizeof prefix);
    calls.copy(record->payload_place() + sizeof prefix, calls.size());
    task.record = record;
    has_unpublished_ = true;
    return true;
}

bool PoolWorker::give(AssignedTask &task) {
    if (is_sending() || !tell_function(task.job->calls().task))
        return false;
    const std::string_view calls = task.job->chunk_bytes(task.chunk);
    const bool is_large = calls.size() + sizeof(TaskPrefix) > tasks_.largest();
    if (!is_large && !write_task(task, calls))
        return false;
    assigned_.push_back(std::move(task));
    ++given_;
    if (is_large)
        sent_ = 0;
    return true;
}

void PoolWorker::send_on() {
    AssignedTask &task = assigned_.back();
    const std::string_view calls = task.job->chunk_bytes(task.chunk);
    const std::size_t part = tasks_.largest() - sizeof(TaskPrefix);
    for (; calls.size() - sent_ > part; sent_ += part) {
        RecordHead *record = tasks_.reserve(static_cast<std::uint32_t>(ToWorker::part), part);
        if (record == nullptr)
            return;
        std::memcpy(record->payload_place(), calls.data() + sent_, part);
        has_unpublished_ = true;
    }
    if (write_task(task, calls.substr(sent_)))
        sent_ = nothing;
}

bool PoolWorker::end_with_first(Because why) {
    if (assigned_.size() > 1 && has_begun(assigned_[1]))
        return false;
    AssignedTask &task = assigned_.front();
    (why == Because::unwanted ? task.is_unwanted : task.has_timed_out) = true;
    is_stopping_ = true;
    (void)process_->try_signal(SIGKILL);
    return true;
}

void PoolWorker::stop() {
    is_stopping_ = has_stop_to_tell_ = true;
    flush();
}

void PoolWorker::flush() {
    if (is_sending())
        send_on();
    if (has_stop_to_tell_ && !is_sending() && tasks_.reserve(static_cast<std::uint32_t>(ToWorker::stop), 0) != nullptr) {
        has_stop_to_tell_ = false;
        has_unpublished_ = true;
    }
    if (!std::exchange(has_unpublished_, false))
        return;
    tasks_.publish();
    tasks_.ring();
}

void PoolWorker::take_news(const std::function<void(WorkerNews &)> &take) {
    const RecordHead *record = results_.front();
    if (record == nullptr) {
        if (results_.is_damaged())
            (void)process_->try_signal(SIGKILL); // a task has written where it should not: nothing of this worker can be trusted
        return;
    }
    for (; record != nullptr; record = results_.front()) {
        WorkerNews news{static_cast<FromWorker>(record->kind), {}, record->payload(), record->ns};
        if (news.kind == FromWorker::part) {
            parts_ += news.payload;
            results_.pass();
            continue;
        }
        if (!parts_.empty()) {
            parts_ += news.payload;
            news.payload = parts_;
        }
        bool is_expected = true;
        if (news.kind == FromWorker::value || news.kind == FromWorker::error) {
            is_expected = !assigned_.empty() && assigned_.front().id() == record->task;
            if (is_expected) {
                news.task = std::move(assigned_.front());
                assigned_.pop_front();
            }
        }
        is_ready_ = is_ready_ || news.kind == FromWorker::ready;
        if (is_expected)
            take(news);
        parts_.clear();
        results_.pass();
    }
    results_.ring();
}

bool PoolWorker::has_begun(const AssignedTask &task) const {
    return task.record != nullptr && task.record->state.load(std::memory_order_acquire) == RecordState::taken;
}

bool PoolWorker::has_begun_first() const {
    return !assigned_.empty() && has_begun(assigned_.front());
}

std::int64_t PoolWorker::first_has_run_ns() const {
    return has_begun_first() ? monotonic_ns() - assigned_.front().record->ns : 0;
}

std::optional<AssignedTask> PoolWorker::take_back_last() {
    if (assigned_.empty() || is_sending())
        return std::nullopt;
    AssignedTask &last = assigned_.back();
    // A record that was passed is another one's by now.
    if (last.record->task != last.id() || !last.record->change(RecordState::withdrawn))
        return std::nullopt;
    AssignedTask task = std::move(last);
    task.record = nullptr;
    assigned_.pop_back();
    --given_;
    return task;
}

Deadline PoolWorker::timeout() const {
    if (assigned_.empty())
        return Deadline::never();
    const AssignedTask &task = assigned_.front();
    if (!task.job->policy().timeout || task.has_timed_out || task.is_unwanted)
        return Deadline::never();
    const Seconds left = *task.job->policy().timeout - Seconds(static_cast<double>(first_has_run_ns()) / 1e9);
    return left.count() > 0 ? Deadline::after(left) : Deadline::at_once();
}

} // namespace poolscope
