// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_core.h"

#include "engine/core/base/log.h"
#include "engine/core/base/strictness.h"
#include "engine/core/telemetry/emitter.h"

#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <limits>

// How a pool's workers begin and end, and what becomes of the tasks of one that ends by itself.

namespace poolscope {

namespace {
constexpr Seconds termination_grace{2}; // between SIGTERM and SIGKILL
constexpr Seconds pause_after_failed_start{0.05}; // longer with each that fails
constexpr int most_pauses = 20;
constexpr Seconds report_limit{5}; // of a forkserver, on how a worker ended that has
constexpr int killed_starts_limit = 30;

// Whoever kills a worker from outside says nothing about whether the next one will come up.
bool was_killed_from_outside(posix::ExitCode code) {
    return code == -SIGKILL || code == -SIGTERM;
}
} // namespace

// How many starts may fail one after the other. Python's pool goes on for ever, its executor never.
int PoolCore::restart_limit() const {
    if (is_strict())
        return options_.breaks_on_loss ? 1 : std::numeric_limits<int>::max();
    return 3;
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
    POOLSCOPE_ASSIGN(auto worker, PoolWorker::start(seat, method_, options_.daemonic, zygote_ ? zygote_->worker_body(seat) : worker_body(seat)));
    POOLSCOPE_ASSIGN(const int sentinel, worker->process().try_sentinel());
    POOLSCOPE_TRY(deaths_->watch(sentinel, worker->number()));
    {
        const std::lock_guard lock(mutex_);
        pids_.push_back(*worker->process().pid());
    }
    workers_.push_back(std::move(worker));
    return {};
}

// How many workers there should be at this moment, `staying` of which there are.
int PoolCore::wanted_now(int staying) {
    if (is_nothing_to_come())
        return 0;
    const int wanted = wanted_.load();
    if (!options_.starts_on_demand || staying > wanted)
        return wanted;
    const auto busy = std::count_if(workers_.begin(), workers_.end(), [](const auto &worker) {
        return !worker->is_stopping() && (!worker->assigned().empty());
    });
    const auto work = static_cast<std::size_t>(busy) + waiting_.count();
    return std::max(staying, static_cast<int>(std::min(work, static_cast<std::size_t>(wanted))));
}

void PoolCore::keep_size() {
    const bool has_to_wait = !try_start_again_.is_never() && !try_start_again_.has_passed();
    if (!has_to_wait)
        try_start_again_ = Deadline::never();
    if (!broken_reason().empty())
        return;
    const int staying = static_cast<int>(std::count_if(workers_.begin(), workers_.end(), [](const auto &w) { return !w->is_stopping(); }));
    const int wanted = wanted_now(staying);
    for (int missing = has_to_wait ? 0 : wanted - staying; missing > 0; --missing) {
        Status started = start_worker();
        if (!started && is_terminated())
            return;
        if (!started && zygote_ && started.error().code != ErrorCode::os) { // the zygote was killed
            if (auto fresh = Zygote::create()) {
                zygote_ = std::move(*fresh);
                started = start_worker();
            }
        }
        if (started)
            continue;
        log(LogLevel::warning, "a worker of the pool could not be started: {}", started.error().describe());
        // What is short now may be there in a moment: as long as somebody works, the pool does.
        if (++failed_starts_ >= restart_limit() && workers_.empty())
            break_pool(fmt::format("the pool cannot start workers: {}", started.error().describe()));
        try_start_again_ = Deadline::after(pause_after_failed_start * std::min(failed_starts_, most_pauses));
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

void PoolCore::bury(int number) {
    const auto place = std::find_if(workers_.begin(), workers_.end(), [&](const auto &worker) { return worker->number() == number; });
    if (place == workers_.end())
        return;
    PoolWorker &worker = **place;
    ProcessObject &process = worker.process();
    (void)process.try_join(Deadline::after(report_limit));
    const auto asked = process.try_exitcode();
    const posix::ExitCode code = asked && *asked ? **asked : posix::nobody_knows;
    take_news(worker); // what it had sent before
    const ProcessKey key = process.key();
    telemetry::emit_about(key, EventKind::worker_left, id_, code);
    {
        const std::lock_guard lock(mutex_);
        std::erase(pids_, key.pid);
    }
    if (!worker.is_ready() && code != 0) {
        int &failed = was_killed_from_outside(code) ? killed_starts_ : failed_starts_;
        if (++failed >= (&failed == &killed_starts_ ? std::max(killed_starts_limit, restart_limit()) : restart_limit()))
            break_pool(fmt::format("{} workers in a row ended before they were ready; the last one: {}, {}", failed, process.name(),
                                   posix::describe_exit(code)));
    }
    const bool has_begun_first = worker.has_begun_first();
    auto unfinished = worker.take_assigned();
    const bool breaks = options_.breaks_on_loss && !worker.is_stopping() && (code != 0 || !unfinished.empty());
    for (std::size_t index = unfinished.size(); index-- > 0;) {
        AssignedTask &task = unfinished[index];
        task.record = nullptr;
        if (index != 0 || !has_begun_first)
            waiting_.push_front(std::move(task));
        else
            lose(worker, std::move(task), code);
    }
    if (breaks)
        break_pool(fmt::format("a process of the pool was terminated abruptly while a future was running or pending: {} (pid {}), {}",
                               process.name(), key.pid, posix::describe_exit(code)));
    (void)process.try_close();
    workers_.erase(place);
    count_waiting();
}

// A task that its worker had begun and not finished.
void PoolCore::lose(PoolWorker &worker, AssignedTask task, posix::ExitCode code) {
    Job &job = *task.job;
    if (task.is_unwanted) {
        telemetry::emit(EventKind::task_cancelled, task.id());
        job.fail(task.chunk, Error{ErrorCode::cancelled, 0, "task", "the task was cancelled"});
        remember_ended(std::move(task));
        return;
    }
    if (!task.has_timed_out && task.attempt <= job.policy().retries) {
        telemetry::emit(EventKind::task_retried, task.id(), ++task.attempt);
        waiting_.push_front(std::move(task));
        return;
    }
    const ProcessObject &process = worker.process();
    const ProcessKey key = process.key();
    telemetry::emit(EventKind::task_lost, task.id(), static_cast<std::int64_t>(key.packed()), code);
    if (task.has_timed_out)
        job.fail(task.chunk, Error{ErrorCode::timed_out, 0, "task",
                                   fmt::format("{} ran longer than the {} s it may; its worker {} (pid {}) was killed", job.function(),
                                               job.policy().timeout->count(), process.name(), key.pid)});
    else if (options_.breaks_on_loss)
        return waiting_.push_front(std::move(task)); // ends with all the others
    else if (!is_strict()) // Python tells nobody: whoever waits for it waits for ever
        job.fail(task.chunk, Error{ErrorCode::lost, 0, "task",
                                   fmt::format("{} was lost: {} (pid {}) ended in the middle of it, {}", job.function(), process.name(), key.pid,
                                               posix::describe_exit(code))});
    remember_ended(std::move(task));
}

void PoolCore::break_pool(std::string reason) {
    {
        const std::lock_guard lock(mutex_);
        if (!intake_.broken_reason().empty())
            return;
        intake_.break_off(reason);
        end_reason_ = Error{ErrorCode::broken, 0, "pool", reason};
    }
    room_.notify_all();
    log(LogLevel::error, "the pool is broken: {}", reason);
}

void PoolCore::fail_all(const Error &error) {
    {
        const std::lock_guard lock(mutex_);
        has_ended_ = true;
    }
    take_wishes();
    for (const auto &worker : workers_)
        for (AssignedTask &task : worker->take_assigned())
            waiting_.push_front(std::move(task));
    const bool stays_pending = is_strict() && error.code == ErrorCode::cancelled;
    waiting_.remove(nullptr, [&](const WaitingChunks &range) {
        for (std::size_t chunk = range.next; chunk < range.end; ++chunk) {
            telemetry::emit(EventKind::task_cancelled, range.job->task_id(chunk));
            if (!stays_pending)
                range.job->fail(chunk, error);
        }
    });
    count_waiting();
}

void PoolCore::end_workers() {
    Error reason;
    int signal = SIGTERM;
    {
        const std::lock_guard lock(mutex_);
        reason = end_reason_;
        signal = end_signal_;
    }
    fail_all(reason);
    for (const auto &worker : workers_)
        (void)worker->process().try_signal(signal);
    const Deadline grace = Deadline::after(termination_grace);
    for (const auto &worker : workers_) {
        ProcessObject &process = worker->process();
        if (!process.has_ended(grace)) {
            (void)process.try_signal(SIGKILL);
            (void)process.has_ended(Deadline::after(termination_grace));
        }
        const auto code = process.try_exitcode();
        telemetry::emit_about(process.key(), EventKind::worker_left, id_, code && *code ? **code : posix::nobody_knows);
        if (code && *code)
            (void)process.try_close();
    }
    workers_.clear();
    const std::lock_guard lock(mutex_);
    pids_.clear();
}

} // namespace poolscope
