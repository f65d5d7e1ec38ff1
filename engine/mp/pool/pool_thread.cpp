// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_core.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/poller.h"
#include "engine/core/telemetry/emitter.h"

#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <pthread.h>

// What the pool's own thread does: the one loop behind every pool.

namespace poolscope {

namespace {

constexpr int restart_limit = 3;              // starts that may fail one after the other
constexpr Seconds termination_grace{2};       // between SIGTERM and SIGKILL
constexpr double short_task_ns = 200'000;     // below this mean, a worker is given its next tasks before it asks
constexpr std::size_t longest_prefetch = 32;
constexpr Seconds pumping_interval{0.001};    // a worker that reads a large task rings nobody

} // namespace

void PoolCore::run() {
    ::pthread_setname_np(::pthread_self(), "poolscope-pool");
    for (;;) {
        is_called_ = false;
        take_wishes();
        for (const auto &worker : workers_)
            take_news(*worker);
        notice_deaths();
        if (stage() == Stage::terminated)
            break;
        keep_size();
        hand_out();
        if (stage() == Stage::closed && workers_.empty() && waiting_.empty())
            break;
        wait_for_something();
    }
    end_workers();
    zygote_.reset();
    const std::string reason = broken_reason();
    telemetry::emit(EventKind::pool_closed, id_, !reason.empty() ? 2 : stage() == Stage::terminated ? 1 : 0, 0, reason);
}

void PoolCore::take_wishes() {
    std::vector<AssignedTask> wishes;
    std::vector<Cancellation> cancellations;
    {
        const std::lock_guard lock(mutex_);
        wishes.swap(wishes_);
        cancellations.swap(cancellations_);
    }
    for (AssignedTask &wish : wishes)
        waiting_.push_back(std::move(wish));
    for (Cancellation &wish : cancellations) {
        const std::size_t chunks = wish.job->outcomes().size();
        std::size_t cancelled = 0;
        for (AssignedTask &task : waiting_) {
            if (task.job != wish.job)
                continue;
            ++cancelled;
            telemetry::emit(EventKind::task_cancelled, task.id);
            task.job->finish(task.chunk, Error{ErrorCode::cancelled, 0, "task", "the task was cancelled"});
        }
        std::erase_if(waiting_, [&](const AssignedTask &task) { return task.job == wish.job; });
        wish.answer.set_value(cancelled == chunks);
    }
    if (!cancellations.empty())
        count_waiting();
}

// After tasks have left the queue: those who wait for room may go on.
void PoolCore::count_waiting() {
    std::size_t bytes = 0;
    for (const AssignedTask &task : waiting_)
        bytes += task.task.frame.size();
    {
        const std::lock_guard lock(mutex_);
        pending_ = waiting_.size() + wishes_.size();
        for (const AssignedTask &wish : wishes_)
            bytes += wish.task.frame.size();
        pending_bytes_ = bytes;
    }
    room_.notify_all();
}

Status PoolCore::start_worker() {
    WorkerSeat seat;
    POOLSCOPE_ASSIGN(seat.channel, WorkerChannel::create());
    seat.bell = bell_;
    seat.pool = id_;
    seat.tasks = tasks_channel_;
    seat.results = results_channel_;
    seat.number = next_number_++;
    seat.maximum_tasks = options_.maximum_tasks_per_child.value_or(0);
    seat.initializer = options_.initializer;
    seat.initial_arguments = options_.initial_arguments;
    POOLSCOPE_ASSIGN(auto worker, PoolWorker::start(seat, method_, zygote_ ? zygote_->worker_body(seat) : worker_body(seat)));
    {
        const std::lock_guard lock(mutex_);
        pids_.push_back(*worker->process().pid());
    }
    workers_.push_back(std::move(worker));
    return {};
}

void PoolCore::keep_size() {
    if (!broken_reason().empty())
        return;
    const bool is_closing = stage() == Stage::closed && waiting_.empty();
    const int staying = static_cast<int>(std::count_if(workers_.begin(), workers_.end(), [](const auto &w) { return !w->is_stopping(); }));
    const int wanted = is_closing ? 0 : wanted_.load();
    for (int missing = wanted - staying; missing > 0; --missing) {
        Status started = start_worker();
        if (!started && zygote_ && started.error().code != ErrorCode::os) { // the zygote was killed
            if (auto fresh = Zygote::create()) {
                zygote_ = std::move(*fresh);
                started = start_worker();
            }
        }
        if (started)
            continue;
        if (++failed_starts_ >= restart_limit)
            break_pool(fmt::format("the pool cannot start workers: {}", started.error().describe()));
        return;
    }
    for (int surplus = staying - wanted; surplus > 0; --surplus)
        stop_one();
}

// Idle ones first; a busy one stops after what it was given.
void PoolCore::stop_one() {
    PoolWorker *chosen = nullptr;
    for (const auto &worker : workers_)
        if (!worker->is_stopping() && (chosen == nullptr || worker->assigned().size() < chosen->assigned().size()))
            chosen = worker.get();
    if (chosen != nullptr)
        chosen->stop();
}

std::size_t PoolCore::prefetch() const {
    if (finished_ < 16 || mean_ran_ns_ > short_task_ns || telemetry::is_watched())
        return 1;
    return longest_prefetch;
}

void PoolCore::hand_out() {
    if (is_paused_)
        return;
    const std::size_t limit = prefetch();
    bool is_any_given = false;
    while (!waiting_.empty()) {
        PoolWorker *chosen = nullptr;
        for (const auto &worker : workers_) {
            const bool is_used_up = options_.maximum_tasks_per_child && worker->given() >= *options_.maximum_tasks_per_child;
            if (!worker->is_ready() || worker->is_stopping() || is_used_up || worker->assigned().size() >= limit)
                continue;
            if (chosen == nullptr || worker->assigned().size() < chosen->assigned().size())
                chosen = worker.get();
        }
        if (chosen == nullptr)
            break;
        AssignedTask task = std::move(waiting_.front());
        waiting_.pop_front();
        is_any_given = true;
        if (telemetry::is_watched()) {
            const auto size = static_cast<std::int64_t>(task.task.frame.size());
            telemetry::emit(EventKind::task_assigned, task.id, static_cast<std::int64_t>(chosen->process().key().packed()), static_cast<std::int64_t>(id_));
            telemetry::emit(EventKind::message_sent, tasks_channel_, static_cast<std::int64_t>(task.id), size, task.task.frame);
            telemetry::emit(EventKind::queue_depth, tasks_channel_, static_cast<std::int64_t>(waiting_.size()));
        }
        task.job->tell_started();
        chosen->give(std::move(task));
    }
    if (is_any_given)
        count_waiting();
}

void PoolCore::take_news(PoolWorker &worker) {
    for (WorkerNews &news : worker.news()) {
        switch (news.kind) {
        case WorkerMessage::ready: failed_starts_ = 0; break;
        case WorkerMessage::initializer_failed:
            if (++failed_starts_ >= restart_limit)
                break_pool(fmt::format("the initializer failed {} times in a row; the last time with {}", restart_limit, news.body));
            break;
        case WorkerMessage::result:
            telemetry::emit(EventKind::message_received, results_channel_, static_cast<std::int64_t>(news.task.id), static_cast<std::int64_t>(news.body.size()));
            ++finished_;
            mean_ran_ns_ += (static_cast<double>(news.ran_ns) - mean_ran_ns_) / static_cast<double>(std::min<std::uint64_t>(finished_, 64));
            news.task.job->finish(news.task.chunk, std::move(news.body));
            break;
        case WorkerMessage::task:
        case WorkerMessage::stop: break;
        }
    }
}

void PoolCore::notice_deaths() {
    for (auto &worker : workers_) {
        const auto code = worker->process().try_exitcode();
        if (!code || !*code)
            continue;
        take_news(*worker); // what it had sent before
        bury(*worker, **code);
        worker.reset();
    }
    std::erase(workers_, nullptr);
}

void PoolCore::bury(PoolWorker &worker, posix::ExitCode code) {
    ProcessObject &process = worker.process();
    const ProcessKey key = process.key();
    telemetry::emit_about(key, EventKind::worker_left, id_, code);
    {
        const std::lock_guard lock(mutex_);
        std::erase(pids_, key.pid);
    }
    if (!worker.is_ready() && code != 0 && ++failed_starts_ >= restart_limit)
        break_pool(fmt::format("{} workers in a row ended before they were ready; the last one: {}, {}", restart_limit,
                               process.name(), posix::describe_exit(code)));
    const ObjectId claimed = worker.claimed();
    auto unfinished = worker.take_assigned();
    for (auto task = unfinished.rbegin(); task != unfinished.rend(); ++task) {
        const bool has_begun = task->id == claimed;
        const bool is_retried = has_begun && !task->has_timed_out && task->attempt <= task->job->policy().retries;
        if (!has_begun || is_retried) {
            if (is_retried)
                telemetry::emit(EventKind::task_retried, task->id, ++task->attempt);
            waiting_.push_front(std::move(*task));
            continue;
        }
        telemetry::emit(EventKind::task_lost, task->id, static_cast<std::int64_t>(key.packed()), code);
        if (task->has_timed_out)
            task->job->finish(task->chunk, Error{ErrorCode::timed_out, 0, "task",
                                                 fmt::format("{} ran longer than the {} s it may; its worker {} (pid {}) was killed",
                                                             task->task.function, task->job->policy().timeout->count(), process.name(), key.pid)});
        else
            task->job->finish(task->chunk, Error{ErrorCode::lost, 0, "task",
                                                 fmt::format("{} was lost: {} (pid {}) ended in the middle of it, {}", task->task.function,
                                                             process.name(), key.pid, posix::describe_exit(code))});
    }
    (void)process.try_close();
}

void PoolCore::break_pool(std::string reason) {
    {
        const std::lock_guard lock(mutex_);
        if (!broken_reason_.empty())
            return;
        broken_reason_ = reason;
        stage_ = Stage::terminated;
    }
    room_.notify_all();
    log(LogLevel::error, "the pool is broken: {}", reason);
    fail_all(Error{ErrorCode::wrong_state, 0, "pool", std::move(reason)});
}

void PoolCore::fail_all(const Error &error) {
    take_wishes();
    for (const auto &worker : workers_)
        if (worker)
            for (AssignedTask &task : worker->take_assigned())
                waiting_.push_back(std::move(task));
    for (AssignedTask &task : std::exchange(waiting_, {})) {
        telemetry::emit(EventKind::task_cancelled, task.id);
        task.job->finish(task.chunk, error);
    }
    count_waiting();
}

void PoolCore::end_workers() {
    fail_all(Error{ErrorCode::cancelled, 0, "task", "the pool was terminated before this task was done"});
    for (const auto &worker : workers_)
        (void)worker->process().try_signal(SIGTERM);
    const Deadline grace = Deadline::after(termination_grace);
    for (const auto &worker : workers_) {
        ProcessObject &process = worker->process();
        if (!process.try_join(grace).value_or(true))
            (void)process.try_signal(SIGKILL);
        (void)process.try_join(Deadline::after(termination_grace));
        const auto code = process.try_exitcode();
        telemetry::emit_about(process.key(), EventKind::worker_left, id_, code && *code ? **code : 0);
        (void)process.try_close();
    }
    workers_.clear();
    const std::lock_guard lock(mutex_);
    pids_.clear();
}

bool PoolCore::is_something_to_do() const {
    return is_called_ || std::any_of(workers_.begin(), workers_.end(), [](const auto &worker) { return worker->has_news(); });
}

void PoolCore::wait_for_something() {
    // What came before the bell knew that we sleep has not rung it.
    bell_->going_to_sleep();
    if (!is_something_to_do()) {
        std::vector<pollfd> entries{{bell_->event_fd(), POLLIN, 0}};
        Deadline wake = Deadline::never();
        for (const auto &worker : workers_) {
            if (const auto sentinel = worker->process().try_sentinel())
                entries.push_back({*sentinel, POLLIN, 0});
            const Deadline timeout = worker->enforce_timeout();
            if (timeout.left() < wake.left())
                wake = timeout;
            if (worker->is_pumping() && pumping_interval < wake.left())
                wake = Deadline::after(pumping_interval);
        }
        (void)posix::poll_until(entries, wake);
    }
    bell_->awake();
    for (const auto &worker : workers_)
        if (worker->is_pumping())
            worker->pump();
}

} // namespace poolscope
