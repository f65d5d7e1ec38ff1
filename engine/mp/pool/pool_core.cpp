// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_core.h"

#include "engine/core/base/strictness.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/mp/pool/last_handle.h"
#include "engine/mp/process/start_method.h"

#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <sched.h>

namespace poolscope {

namespace {

constexpr int terminate_priority = 15; // of the exit handler, as in Python

int usable_cpus() {
    cpu_set_t set;
    return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

Status check(const PoolOptions &options, int processes) {
    if (processes < 1)
        return failure(ErrorCode::invalid_argument, "Pool", "Number of processes must be at least 1");
    if (processes > PoolCore::largest_pool)
        return failure(ErrorCode::invalid_argument, "Pool",
                       fmt::format("{} processes are too many: a pool has at most {}", processes, PoolCore::largest_pool));
    if (options.maximum_tasks_per_child && *options.maximum_tasks_per_child < 1)
        return failure(ErrorCode::invalid_argument, "Pool", "maxtasksperchild must be a positive int or None");
    return {};
}

} // namespace

PoolCore::PoolCore(PoolOptions options, StartMethod method, PoolBell bell)
    : id_(telemetry::new_object_id()), tasks_channel_(telemetry::new_object_id()),
      results_channel_(telemetry::new_object_id()), options_(std::move(options)), method_(method),
      generation_(current::generation()), bell_(std::make_shared<PoolBell>(std::move(bell))),
      end_reason_{ErrorCode::cancelled, 0, "task", "the pool was terminated before this task was done"}, end_signal_(SIGTERM) {
    telemetry::emit(EventKind::pool_created, id_, options_.processes.value_or(0), static_cast<std::int64_t>(method), options_.name);
    const auto memory = static_cast<std::int64_t>(Carrier::shared_memory) << 8;
    telemetry::emit(EventKind::channel_created, tasks_channel_, static_cast<std::int64_t>(ChannelKind::tasks) | memory, 0, "tasks");
    telemetry::emit(EventKind::channel_opened, tasks_channel_, static_cast<std::int64_t>(Direction::write));
    telemetry::emit(EventKind::channel_created, results_channel_, static_cast<std::int64_t>(ChannelKind::results) | memory, 0, "results");
    telemetry::emit(EventKind::channel_opened, results_channel_, static_cast<std::int64_t>(Direction::read));
}

Result<std::shared_ptr<PoolCore>> PoolCore::create(PoolOptions options) {
    const int processes = options.processes.value_or(usable_cpus());
    POOLSCOPE_TRY(check(options, processes));
    options.processes = processes;
    const StartMethod method = options.start_method ? *options.start_method : start_methods::get();
    std::unique_ptr<Zygote> zygote; // before anything else is made: its children should not inherit it
    if (method == StartMethod::fork) {
        POOLSCOPE_ASSIGN(zygote, Zygote::create());
    }
    POOLSCOPE_ASSIGN(PoolBell bell, PoolBell::create());
    const auto pool = destroyed_by_others(new PoolCore(std::move(options), method, std::move(bell)));
    pool->wanted_ = processes;
    pool->zygote_ = std::move(zygote);
    POOLSCOPE_ASSIGN(pool->deaths_, DeathWatch::start(pool->bell_));
    while (!pool->options_.starts_on_demand && static_cast<int>(pool->workers_.size()) < processes) {
        if (const Status started = pool->start_worker(); !started) {
            pool->intake_.terminate();
            pool->end_workers();
            return tl::unexpected(started.error());
        }
    }
    pool->thread_ = std::thread([core = pool.get()] { core->run(); });
    pool->at_exit_ = Finalizer(terminate_priority, [weak = std::weak_ptr(pool)] {
        if (const auto core = weak.lock()) {
            core->terminate();
            (void)core->join();
        }
    });
    return pool;
}

PoolCore::~PoolCore() {
    if (!thread_.joinable())
        return;
    terminate();
    (void)join();
}

bool PoolCore::is_own_thread() const {
    return thread_.get_id() == std::this_thread::get_id() || callbacks_.is_own_thread();
}

Failure PoolCore::not_here(const char *operation) {
    return failure(ErrorCode::wrong_state, operation, "this pool belongs to the parent process");
}

// In a forked copy nobody else is there, and whoever had the mutex is not.
std::unique_lock<std::mutex> PoolCore::lock() const {
    return is_forked_copy() ? std::unique_lock(mutex_, std::defer_lock) : std::unique_lock(mutex_);
}

void PoolCore::call() {
    if (is_forked_copy())
        return;
    is_called_ = true;
    bell_->ring();
}

Status PoolCore::check_running() const {
    const auto held = lock();
    return intake_.check_submit();
}

void PoolCore::call_back(std::function<void()> callback) {
    callbacks_.post([this, callback = std::move(callback)] {
        try {
            callback();
        } catch (...) {
            is_deaf_ = is_strict();
            throw;
        }
    });
}

Status PoolCore::submit(const std::shared_ptr<Job> &job, Deadline deadline, JobOrigin origin) {
    if (is_forked_copy())
        return not_here("submit");
    if (job->policy().timeout)
        has_timeouts_ = true;
    const bool is_limited = options_.maximum_pending != 0 || options_.maximum_pending_bytes != 0;
    std::unique_lock lock(mutex_);
    for (std::size_t chunk = 0; chunk < job->chunks();) {
        const WaitingChunks next{job, chunk, is_limited ? chunk + 1 : job->chunks()};
        const std::size_t bytes = next.bytes();
        const auto has_room = [&] {
            const bool by_count = options_.maximum_pending == 0 || pending_ < options_.maximum_pending;
            // One task is always let in, however large.
            const bool by_bytes = options_.maximum_pending_bytes == 0 || pending_ == 0 || pending_bytes_ + bytes <= options_.maximum_pending_bytes;
            return !intake_.check_submit(origin) || (by_count && by_bytes);
        };
        while (!has_room()) {
            call();
            const auto slice = std::min<Nanoseconds>(deadline.left(), std::chrono::hours(1));
            if (!room_.wait_for(lock, slice, has_room) && deadline.has_passed())
                return failure(ErrorCode::timed_out, "submit", fmt::format("{} tasks already wait for a worker", pending_));
        }
        POOLSCOPE_TRY(intake_.check_submit(origin));
        if (telemetry::is_watched())
            for (std::size_t told = next.next; told < next.end; ++told)
                telemetry::emit(EventKind::task_submitted, job->task_id(told), static_cast<std::int64_t>(id_),
                                static_cast<std::int64_t>(job->calls_in(told)), job->calls().show(*job, told));
        pending_ += next.end - next.next;
        pending_bytes_ += bytes;
        chunk = next.end;
        wishes_.push_back(next);
    }
    lock.unlock();
    call();
    telemetry::step_gate();
    return {};
}

Status PoolCore::open(const std::shared_ptr<LazyInput> &input) {
    input->when_ended([weak = weak_from_this()] {
        if (const auto core = weak.lock())
            core->call();
    });
    const auto held = lock();
    return intake_.open(input);
}

bool PoolCore::cancel(const std::shared_ptr<Job> &job) {
    return ask(Question::Kind::cancel, job);
}

bool PoolCore::has_begun(const std::shared_ptr<Job> &job) {
    return ask(Question::Kind::has_begun, job);
}

bool PoolCore::ask(Question::Kind kind, const std::shared_ptr<Job> &job) {
    if (is_forked_copy() || (job && job->is_ready()))
        return false;
    std::future<bool> answer;
    {
        const std::lock_guard lock(mutex_);
        if (intake_.is_terminated() || has_ended_)
            return false;
        questions_.push_back({kind, job, {}});
        answer = questions_.back().answer.get_future();
    }
    call();
    return answer.get();
}

void PoolCore::close() {
    if (is_forked_copy())
        return;
    {
        const std::lock_guard lock(mutex_);
        intake_.close();
    }
    room_.notify_all();
    call();
}

void PoolCore::terminate() {
    if (is_forked_copy())
        return;
    {
        const std::lock_guard lock(mutex_);
        intake_.terminate();
    }
    room_.notify_all();
    call();
}

void PoolCore::break_off(Error reason, int signal) {
    if (is_forked_copy())
        return;
    {
        const std::lock_guard lock(mutex_);
        if (!intake_.is_terminated()) {
            end_signal_ = signal;
            intake_.break_off(reason.detail);
            end_reason_ = std::move(reason);
        }
    }
    room_.notify_all();
    call();
}

bool PoolCore::is_deaf_with_pending() const {
    const auto held = lock();
    return is_deaf_ && (has_dropped_ || pending_ != 0);
}

Status PoolCore::join() {
    if (is_forked_copy())
        return not_here("join");
    std::unique_lock held(mutex_);
    POOLSCOPE_ASSIGN(const auto inputs, intake_.inputs_to_read());
    held.unlock();
    for (const auto &input : inputs)
        input->read_to_end();
    {
        const std::lock_guard lock(join_mutex_);
        if (thread_.joinable())
            thread_.join();
    }
    callbacks_.wait_until_idle();
    return {};
}

Status PoolCore::resize(int workers) {
    if (workers < 1 || workers > largest_pool)
        return failure(ErrorCode::invalid_argument, "resize", fmt::format("a pool has 1 to {} workers, not {}", largest_pool, workers));
    wanted_ = workers;
    telemetry::emit(EventKind::pool_resized, id_, workers);
    call();
    return {};
}

void PoolCore::pause() {
    is_paused_ = true;
    call();
}

void PoolCore::resume() {
    is_paused_ = false;
    call();
}

bool PoolCore::is_terminated() const {
    const auto held = lock();
    return intake_.is_terminated();
}

std::vector<pid_t> PoolCore::worker_pids() const {
    const auto held = lock();
    return pids_;
}

std::string PoolCore::broken_reason() const {
    const auto held = lock();
    return intake_.broken_reason();
}

std::string PoolCore::repr() const {
    const auto held = lock();
    return fmt::format("<poolscope.Pool state={} pool_size={}>", intake_.state_name(), wanted_.load());
}

} // namespace poolscope
