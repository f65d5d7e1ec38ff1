// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_core.h"

#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/pickle/pickle_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <pthread.h>

// What the pool's own thread does: the one loop behind every pool. pool_hand_out.cpp and pool_workers.cpp have the rest of it.

namespace poolscope {

namespace {

// A worker with short tasks may keep results to itself for so long, and so long may its next tasks wait behind one that takes
// longer than the others; or for some tasks' time.
constexpr std::int64_t look_around_ns = 1'000'000;
// Whoever watches cannot ring the bell, so the pool looks this often for what they want.
constexpr Seconds errand_pace{0.1};

TaskError read_task_error(std::string_view bytes) {
    const auto pickle = decode_pickle(bytes, Secrets::keep);
    return pickle ? TaskError::read(pickle->value) : TaskError{"unknown", "the worker sent something that is no error", {}};
}

} // namespace

void PoolCore::run() {
    ::pthread_setname_np(::pthread_self(), "poolscope-pool");
    for (;;) {
        is_called_ = false;
        take_wishes();
        do_errands();
        for (const auto &worker : workers_)
            take_news(*worker);
        if (deaths_->has_dead())
            for (const int number : deaths_->take_dead())
                bury(number);
        if (is_terminated())
            break;
        keep_size();
        hand_out();
        if (workers_.empty() && is_nothing_to_come())
            break;
        wait_for_something();
    }
    end_workers();
    zygote_.reset();
    const std::string reason = broken_reason();
    telemetry::emit(EventKind::pool_closed, id_, !reason.empty() ? 2 : is_terminated() ? 1 : 0, 0, reason);
}

void PoolCore::take_wishes() {
    std::vector<WaitingChunks> wishes;
    std::vector<Question> questions;
    {
        const std::lock_guard lock(mutex_);
        wishes.swap(wishes_);
        questions.swap(questions_);
    }
    for (WaitingChunks &wish : wishes)
        waiting_.push_back(std::move(wish));
    for (Question &question : questions)
        question.answer.set_value(question.kind == Question::Kind::cancel ? cancel_now(question.job.get()) : has_begun_now(question.job.get()));
}

// The pool is closed, and every task has been given to a worker: also what was submitted since the wishes were taken.
bool PoolCore::is_nothing_to_come() {
    const std::lock_guard lock(mutex_);
    return intake_.is_over() && wishes_.empty() && waiting_.empty();
}

bool PoolCore::cancel_now(const Job *job) {
    take_all_back();
    std::size_t cancelled = 0;
    waiting_.remove(job, [&](const WaitingChunks &range) {
        for (std::size_t chunk = range.next; chunk < range.end; ++chunk) {
            ++cancelled;
            telemetry::emit(EventKind::task_cancelled, range.job->task_id(chunk));
            range.job->fail(chunk, Error{ErrorCode::cancelled, 0, "task", "the task was cancelled"});
        }
    });
    count_waiting();
    return job == nullptr || cancelled == job->chunks();
}

bool PoolCore::has_begun_now(const Job *job) const {
    return std::any_of(workers_.begin(), workers_.end(), [&](const auto &worker) {
        return worker->has_begun_first() && worker->assigned().front().job.get() == job;
    });
}

// After tasks have left the queue or come back to it: those who wait for room may go on.
void PoolCore::count_waiting() {
    {
        const std::lock_guard lock(mutex_);
        pending_ = waiting_.count();
        pending_bytes_ = waiting_.bytes();
        for (const WaitingChunks &wish : wishes_) {
            pending_ += wish.end - wish.next;
            pending_bytes_ += wish.bytes();
        }
    }
    room_.notify_all();
}

void PoolCore::take_news(PoolWorker &worker) {
    worker.take_news([&](WorkerNews &news) {
        switch (news.kind) {
        case FromWorker::ready: failed_starts_ = killed_starts_ = 0; break;
        case FromWorker::initializer_failed:
            if (++failed_starts_ >= restart_limit())
                break_pool(fmt::format("the initializer failed {} times in a row; the last time with {}", failed_starts_, news.payload));
            break;
        case FromWorker::value:
        case FromWorker::error: {
            Job &job = *news.task.job;
            telemetry::emit(EventKind::message_received, results_channel_, static_cast<std::int64_t>(news.task.id()),
                            static_cast<std::int64_t>(news.payload.size()));
            ++finished_;
            mean_ran_ns_ += (static_cast<double>(news.ran_ns) - mean_ran_ns_) / static_cast<double>(std::min<std::uint64_t>(finished_, 64));
            if (news.kind == FromWorker::value && job.can_read && !job.can_read(news.payload, job.calls_in(news.task.chunk)))
                lose_hearing(job, news.task.chunk);
            else if (is_deaf_) [[unlikely]]
                has_dropped_ = true;
            else if (news.kind == FromWorker::value)
                job.finish(news.task.chunk, news.payload);
            else
                job.fail(news.task.chunk, read_task_error(news.payload));
            if (news.kind == FromWorker::error)
                remember_ended(std::move(news.task));
            break;
        }
        case FromWorker::part: break;
        }
    });
}

// Strict mode: what Python does when a result cannot be read. Its pool ends the thread that reads results; its executor breaks.
void PoolCore::lose_hearing(Job &job, std::size_t chunk) {
    if (!options_.breaks_on_loss) {
        is_deaf_ = has_dropped_ = true;
        return;
    }
    job.fail(chunk, Error{ErrorCode::broken, 0, "pool", "a result could not be read"});
    break_pool("a result could not be read, so the executor is not usable any more");
}

bool PoolCore::is_something_to_do() const {
    return is_called_ || deaths_->has_dead() || std::any_of(workers_.begin(), workers_.end(), [](const auto &worker) { return worker->has_news(); });
}

// Kills a worker whose task runs longer than it may. What waits behind it is taken back before: it might begin in this very
// moment, and die for another. When there is something to be killed next, or never.
Deadline PoolCore::enforce_timeout(PoolWorker &worker) {
    const Deadline timeout = worker.timeout();
    if (!timeout.has_passed())
        return timeout;
    while (take_back(worker)) {
    }
    (void)worker.end_with_first(PoolWorker::Because::timed_out);
    return Deadline::never();
}

void PoolCore::wait_for_something() {
    // What came before the bell knew that we sleep has not rung it.
    bell_->going_to_sleep();
    for (const auto &worker : workers_)
        if (worker->is_sending())
            worker->flush();
    if (!is_something_to_do()) {
        Deadline wake = try_start_again_;
        if (telemetry::is_watched() && errand_pace.count() * 1e9 < static_cast<double>(wake.left().count()))
            wake = Deadline::after(errand_pace);
        for (const auto &worker : workers_) {
            if (has_timeouts_)
                wake = Deadline::earliest({wake, enforce_timeout(*worker)});
            const Nanoseconds look_around(std::clamp(static_cast<std::int64_t>(4 * mean_ran_ns_), look_around_ns, 40 * look_around_ns));
            if (worker->assigned().size() > 1 && look_around < wake.left())
                wake = Deadline::after(look_around);
        }
        bell_->sleep(wake);
    }
    bell_->awake();
}

} // namespace poolscope
