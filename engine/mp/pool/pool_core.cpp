// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/pool_core.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/start_method.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

namespace poolscope {

namespace {

constexpr int restart_limit = 3;            // starts that may fail one after the other
constexpr Seconds termination_grace{2};     // between SIGTERM and SIGKILL
constexpr int terminate_priority = 15;      // of the exit handler, as in Python
constexpr double short_task_ns = 200'000;   // below this mean, a worker is given its next tasks before it asks
constexpr std::size_t longest_prefetch = 32;

int usable_cpus() {
    cpu_set_t set;
    return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

std::string_view worker_kind(StartMethod method) {
    switch (method) {
    case StartMethod::spawn: return "SpawnPoolWorker";
    case StartMethod::fork: return "ForkPoolWorker";
    case StartMethod::forkserver: return "ForkServerPoolWorker";
    case StartMethod::none: break;
    }
    return "PoolWorker";
}

} // namespace

PoolCore::PoolCore(PoolOptions options, StartMethod method, PoolBell bell)
    : id_(telemetry::new_object_id()), tasks_channel_(telemetry::new_object_id()),
      results_channel_(telemetry::new_object_id()), options_(std::move(options)), method_(method),
      generation_(current::generation()), bell_(std::make_shared<PoolBell>(std::move(bell))) {}

Result<std::shared_ptr<PoolCore>> PoolCore::create(PoolOptions options) {
    const int processes = options.processes.value_or(usable_cpus());
    if (processes < 1)
        return failure(ErrorCode::invalid_argument, "Pool", "Number of processes must be at least 1");
    if (processes > largest_pool)
        return failure(ErrorCode::invalid_argument, "Pool",
                       fmt::format("{} processes are too many: a pool has at most {}", processes, largest_pool));
    if (options.maximum_tasks_per_child && *options.maximum_tasks_per_child < 1)
        return failure(ErrorCode::invalid_argument, "Pool", "maxtasksperchild must be a positive int or None");
    const StartMethod method = options.start_method ? *options.start_method : start_methods::get();
    POOLSCOPE_ASSIGN(PoolBell bell, PoolBell::create());
    std::shared_ptr<PoolCore> pool(new PoolCore(std::move(options), method, std::move(bell)));
    pool->wanted_ = processes;
    telemetry::emit(EventKind::pool_created, pool->id_, processes, static_cast<std::int64_t>(method), pool->options_.name);
    const auto memory = static_cast<std::int64_t>(Carrier::shared_memory) << 8;
    telemetry::emit(EventKind::channel_created, pool->tasks_channel_, static_cast<std::int64_t>(ChannelKind::tasks) | memory, 0, "tasks");
    telemetry::emit(EventKind::channel_opened, pool->tasks_channel_, static_cast<std::int64_t>(Direction::write));
    telemetry::emit(EventKind::channel_created, pool->results_channel_, static_cast<std::int64_t>(ChannelKind::results) | memory, 0, "results");
    telemetry::emit(EventKind::channel_opened, pool->results_channel_, static_cast<std::int64_t>(Direction::read));
    if (method == StartMethod::fork) {
        POOLSCOPE_ASSIGN(pool->zygote_, Zygote::create());
    }
    while (static_cast<int>(pool->workers_.size()) < processes) {
        if (const Status started = pool->start_worker(); !started) {
            pool->stage_ = Stage::terminated;
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
    if (generation_ != current::generation()) {
        if (thread_.joinable())
            thread_.detach(); // a forked copy has no such thread
        return;
    }
    if (thread_.joinable()) {
        terminate();
        (void)join();
    }
}

std::int64_t PoolCore::next_job_number() {
    static std::atomic<std::int64_t> next{0};
    return next.fetch_add(1, std::memory_order_relaxed);
}

Status PoolCore::submit(std::shared_ptr<Job> job, std::vector<PoolTask> tasks) {
    if (generation_ != current::generation())
        return failure(ErrorCode::wrong_state, "submit", "this pool belongs to the parent process");
    {
        const std::lock_guard lock(mutex_);
        if (!broken_reason_.empty())
            return failure(ErrorCode::wrong_state, "submit", broken_reason_);
        if (stage_ != Stage::running)
            return failure(ErrorCode::invalid_argument, "submit", "Pool not running");
        for (std::size_t chunk = 0; chunk < tasks.size(); ++chunk) {
            Task task{telemetry::new_object_id(), job, chunk, std::move(tasks[chunk])};
            telemetry::emit(EventKind::task_submitted, task.id, static_cast<std::int64_t>(id_), task.task.items, task.task.frame);
            wishes_.push_back(std::move(task));
        }
    }
    bell_->ring();
    telemetry::step_gate();
    return {};
}

void PoolCore::close() {
    {
        const std::lock_guard lock(mutex_);
        if (stage_ == Stage::running)
            stage_ = Stage::closed;
    }
    bell_->ring();
}

void PoolCore::terminate() {
    {
        const std::lock_guard lock(mutex_);
        stage_ = Stage::terminated;
    }
    bell_->ring();
}

Status PoolCore::join() {
    {
        const std::lock_guard lock(mutex_);
        if (stage_ == Stage::running)
            return failure(ErrorCode::invalid_argument, "join", "Pool is still running");
    }
    const std::lock_guard lock(join_mutex_);
    if (thread_.joinable())
        thread_.join();
    return {};
}

Status PoolCore::resize(int workers) {
    if (workers < 1 || workers > largest_pool)
        return failure(ErrorCode::invalid_argument, "resize", fmt::format("a pool has 1 to {} workers, not {}", largest_pool, workers));
    wanted_ = workers;
    telemetry::emit(EventKind::pool_resized, id_, workers);
    bell_->ring();
    return {};
}

std::vector<pid_t> PoolCore::worker_pids() const {
    const std::lock_guard lock(mutex_);
    return pids_;
}

std::string PoolCore::repr() const {
    const std::lock_guard lock(mutex_);
    const char *stage = stage_ == Stage::running ? "RUN" : stage_ == Stage::closed ? "CLOSE" : "TERMINATE";
    return fmt::format("<poolscope.Pool state={} pool_size={}>", stage, wanted_.load());
}

void PoolCore::run() {
    ::pthread_setname_np(::pthread_self(), "poolscope-pool");
    for (;;) {
        take_wishes();
        for (const auto &worker : workers_)
            take_results(*worker);
        notice_deaths();
        Stage stage;
        {
            const std::lock_guard lock(mutex_);
            stage = stage_;
        }
        if (stage == Stage::terminated)
            break;
        keep_size();
        hand_out();
        if (stage == Stage::closed && workers_.empty() && waiting_.empty())
            break;
        wait_for_something();
    }
    end_workers();
    zygote_.reset();
    std::string reason;
    {
        const std::lock_guard lock(mutex_);
        reason = broken_reason_;
    }
    telemetry::emit(EventKind::pool_closed, id_, !reason.empty() ? 2 : stage_ == Stage::terminated ? 1 : 0, 0, reason);
}

void PoolCore::take_wishes() {
    std::vector<Task> wishes;
    {
        const std::lock_guard lock(mutex_);
        wishes.swap(wishes_);
    }
    for (Task &wish : wishes)
        waiting_.push_back(std::move(wish));
}

Status PoolCore::start_worker() {
    auto worker = std::make_unique<Worker>();
    worker->number = next_number_++;
    POOLSCOPE_ASSIGN(std::shared_ptr<WorkerChannel> channel, WorkerChannel::create());
    WorkerSeat seat;
    seat.channel = channel;
    seat.bell = bell_;
    seat.pool = id_;
    seat.tasks = tasks_channel_;
    seat.results = results_channel_;
    seat.number = worker->number;
    seat.maximum_tasks = options_.maximum_tasks_per_child.value_or(0);
    seat.initializer = options_.initializer;
    seat.initial_arguments = options_.initial_arguments;
    ProcessOptions options;
    options.daemon = true;
    options.role = Role::worker;
    options.name = fmt::format("{}-{}", worker_kind(method_), worker->number);
    worker->channel = std::move(channel);
    worker->process = std::make_shared<ProcessObject>(method_, worker_kind(method_), std::move(options),
                                                      zygote_ ? zygote_->worker_body(seat) : worker_body(seat));
    POOLSCOPE_TRY(worker->process->try_start());
    {
        const std::lock_guard lock(mutex_);
        pids_.push_back(*worker->process->pid());
    }
    workers_.push_back(std::move(worker));
    return {};
}

void PoolCore::keep_size() {
    bool is_closing;
    {
        const std::lock_guard lock(mutex_);
        if (!broken_reason_.empty())
            return;
        is_closing = stage_ == Stage::closed && waiting_.empty();
    }
    const int staying = static_cast<int>(std::count_if(workers_.begin(), workers_.end(), [](const auto &w) { return !w->is_stopping; }));
    const int wanted = is_closing ? 0 : wanted_.load();
    for (int missing = wanted - staying; missing > 0; --missing) {
        if (const Status started = start_worker(); !started) {
            if (zygote_ && started.error().code != ErrorCode::os) {
                if (auto fresh = Zygote::create()) {
                    zygote_ = std::move(*fresh);
                    continue;
                }
            }
            if (++failed_starts_ >= restart_limit)
                break_pool(fmt::format("the pool cannot start workers: {}", started.error().describe()));
            return;
        }
    }
    // Idle ones first; a busy one stops after what it was given.
    for (int surplus = staying - wanted; surplus > 0; --surplus) {
        Worker *chosen = nullptr;
        for (const auto &worker : workers_)
            if (!worker->is_stopping && (chosen == nullptr || worker->assigned.size() < chosen->assigned.size()))
                chosen = worker.get();
        if (chosen == nullptr)
            return;
        chosen->is_stopping = true;
        const WorkerFrame stop{WorkerMessage::stop, 0, 0, 0, 0};
        chosen->outbox.append(reinterpret_cast<const char *>(&stop), sizeof stop);
        pump(*chosen);
    }
}

std::size_t PoolCore::prefetch() const {
    if (finished_ < 16 || mean_ran_ns_ > short_task_ns || telemetry::is_watched())
        return 1;
    return longest_prefetch;
}

void PoolCore::hand_out() {
    const std::size_t limit = prefetch();
    while (!waiting_.empty()) {
        Worker *chosen = nullptr;
        for (const auto &worker : workers_) {
            const bool is_full = options_.maximum_tasks_per_child && worker->given >= *options_.maximum_tasks_per_child;
            if (!worker->is_ready || worker->is_stopping || worker->has_ended || is_full || worker->assigned.size() >= limit)
                continue;
            if (chosen == nullptr || worker->assigned.size() < chosen->assigned.size())
                chosen = worker.get();
        }
        if (chosen == nullptr)
            return;
        give(*chosen, std::move(waiting_.front()));
        waiting_.pop_front();
    }
}

void PoolCore::give(Worker &worker, Task task) {
    if (telemetry::is_watched()) {
        const auto task_id = static_cast<std::int64_t>(task.id);
        telemetry::emit(EventKind::task_assigned, task.id, static_cast<std::int64_t>(worker.process->key().packed()), static_cast<std::int64_t>(id_));
        telemetry::emit(EventKind::message_sent, tasks_channel_, task_id, static_cast<std::int64_t>(task.task.frame.size()), task.task.frame);
        telemetry::emit(EventKind::queue_depth, tasks_channel_, backlog());
    }
    const WorkerFrame frame{WorkerMessage::task, 0, task.task.frame.size(), task.id, 0};
    worker.outbox.append(reinterpret_cast<const char *>(&frame), sizeof frame);
    worker.outbox.append(task.task.frame);
    worker.assigned.push_back(std::move(task));
    ++worker.given;
    pump(worker);
}

void PoolCore::pump(Worker &worker) {
    const std::string_view left = std::string_view(worker.outbox).substr(worker.outbox_sent);
    worker.outbox_sent += worker.channel->tasks().write_some(left);
    if (worker.outbox_sent == worker.outbox.size()) {
        worker.outbox.clear();
        worker.outbox_sent = 0;
    }
}

void PoolCore::take_results(Worker &worker) {
    char chunk[16384];
    while (const std::size_t count = worker.channel->results().read_some(chunk))
        worker.inbox.append(chunk, count);
    std::size_t done = 0;
    WorkerFrame frame;
    while (worker.inbox.size() - done >= sizeof frame) {
        std::memcpy(&frame, worker.inbox.data() + done, sizeof frame);
        if (worker.inbox.size() - done - sizeof frame < frame.size)
            break;
        take_frame(worker, frame, worker.inbox.substr(done + sizeof frame, frame.size));
        done += sizeof frame + frame.size;
    }
    worker.inbox.erase(0, done);
    if (!worker.outbox.empty())
        pump(worker);
}

void PoolCore::take_frame(Worker &worker, const WorkerFrame &frame, std::string body) {
    switch (frame.kind) {
    case WorkerMessage::ready:
        worker.is_ready = true;
        failed_starts_ = 0;
        return;
    case WorkerMessage::initializer_failed:
        if (++failed_starts_ >= restart_limit)
            break_pool(fmt::format("the initializer failed {} times in a row; the last time with {}", restart_limit, body));
        return;
    case WorkerMessage::result: break;
    case WorkerMessage::task:
    case WorkerMessage::stop: return;
    }
    if (worker.assigned.empty() || worker.assigned.front().id != frame.task)
        return;
    telemetry::emit(EventKind::message_received, results_channel_, static_cast<std::int64_t>(frame.task), static_cast<std::int64_t>(body.size()));
    ++finished_;
    mean_ran_ns_ += (static_cast<double>(frame.ran_ns) - mean_ran_ns_) / static_cast<double>(std::min<std::uint64_t>(finished_, 64));
    Task task = std::move(worker.assigned.front());
    worker.assigned.pop_front();
    task.job->finish(task.chunk, std::move(body));
}

void PoolCore::notice_deaths() {
    for (const auto &worker : workers_) {
        const auto code = worker->process->try_exitcode();
        if (!code || !*code)
            continue;
        take_results(*worker); // what it had sent before
        bury(*worker, **code);
    }
    std::erase_if(workers_, [](const auto &worker) { return worker->has_ended; });
}

void PoolCore::bury(Worker &worker, posix::ExitCode code) {
    worker.has_ended = true;
    const ProcessKey key = worker.process->key();
    telemetry::emit_about(key, EventKind::worker_left, id_, code);
    {
        const std::lock_guard lock(mutex_);
        std::erase(pids_, key.pid);
    }
    if (!worker.is_ready && code != 0 && ++failed_starts_ >= restart_limit)
        break_pool(fmt::format("{} workers in a row ended before they were ready; the last one: {}, {}", restart_limit,
                               worker.process->name(), posix::describe_exit(code)));
    const std::uint64_t claimed = worker.channel->claim().load(std::memory_order_acquire);
    for (auto task = worker.assigned.rbegin(); task != worker.assigned.rend(); ++task) {
        if (task->id != claimed) { // it never began: another worker will do it
            waiting_.push_front(std::move(*task));
            continue;
        }
        telemetry::emit(EventKind::task_lost, task->id, static_cast<std::int64_t>(key.packed()), code);
        task->job->finish(task->chunk, Error{ErrorCode::lost, 0, "task",
                                             fmt::format("{} was lost: {} (pid {}) ended in the middle of it, {}", task->task.function,
                                                         worker.process->name(), key.pid, posix::describe_exit(code))});
    }
    worker.assigned.clear();
    (void)worker.process->try_close();
}

void PoolCore::break_pool(std::string reason) {
    {
        const std::lock_guard lock(mutex_);
        if (!broken_reason_.empty())
            return;
        broken_reason_ = reason;
        stage_ = Stage::terminated;
    }
    log(LogLevel::error, "the pool is broken: {}", reason);
    fail_all(Error{ErrorCode::wrong_state, 0, "pool", std::move(reason)});
}

void PoolCore::fail_all(const Error &error) {
    take_wishes();
    const auto fail = [&](Task &task) {
        telemetry::emit(EventKind::task_cancelled, task.id);
        task.job->finish(task.chunk, error);
    };
    for (Task &task : waiting_)
        fail(task);
    waiting_.clear();
    for (const auto &worker : workers_) {
        for (Task &task : worker->assigned)
            fail(task);
        worker->assigned.clear();
    }
}

void PoolCore::end_workers() {
    fail_all(Error{ErrorCode::cancelled, 0, "task", "the pool was terminated before this task was done"});
    for (const auto &worker : workers_)
        (void)worker->process->try_signal(SIGTERM);
    const Deadline grace = Deadline::after(termination_grace);
    for (const auto &worker : workers_) {
        if (!worker->process->try_join(grace).value_or(true))
            (void)worker->process->try_signal(SIGKILL);
        (void)worker->process->try_join(Deadline::after(termination_grace));
        const auto code = worker->process->try_exitcode();
        telemetry::emit_about(worker->process->key(), EventKind::worker_left, id_, code && *code ? **code : 0);
        (void)worker->process->try_close();
    }
    workers_.clear();
    const std::lock_guard lock(mutex_);
    pids_.clear();
}

std::int64_t PoolCore::backlog() const {
    return static_cast<std::int64_t>(waiting_.size());
}

void PoolCore::wait_for_something() {
    bell_->going_to_sleep();
    // What came before the bell knew that we sleep would not ring it.
    bool is_anything = false;
    {
        const std::lock_guard lock(mutex_);
        is_anything = !wishes_.empty() || stage_ == Stage::terminated || (stage_ == Stage::closed && waiting_.empty() && std::any_of(workers_.begin(), workers_.end(), [](const auto &w) { return !w->is_stopping; }));
    }
    for (const auto &worker : workers_)
        is_anything = is_anything || worker->channel->results().readable() != 0;
    if (!is_anything) {
        std::vector<pollfd> entries{{bell_->event_fd(), POLLIN, 0}};
        for (const auto &worker : workers_)
            if (const auto sentinel = worker->process->try_sentinel())
                entries.push_back({*sentinel, POLLIN, 0});
        // A task larger than a worker's ring is passed on as the worker reads: it rings nobody for that.
        const bool is_pumping = std::any_of(workers_.begin(), workers_.end(), [](const auto &w) { return !w->outbox.empty(); });
        (void)posix::poll_until(entries, is_pumping ? Deadline::after(Seconds(0.001)) : Deadline::never());
    }
    bell_->awake();
    for (const auto &worker : workers_)
        if (!worker->outbox.empty())
            pump(*worker);
}

} // namespace poolscope
