// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/thread_crew.h"

#include "engine/core/base/log.h"
#include "engine/mp/pool/last_handle.h"

#include <algorithm>
#include <fmt/format.h>
#include <pthread.h>

namespace poolscope {

Result<std::shared_ptr<ThreadCrew>> ThreadCrew::create(int threads, std::function<void()> initializer) {
    if (threads < 1)
        return failure(ErrorCode::invalid_argument, "ThreadPool", "Number of processes must be at least 1");
    const auto crew = destroyed_by_others(new ThreadCrew(threads));
    for (int thread = 0; thread < threads; ++thread)
        crew->threads_.emplace_back([own = crew.get(), initializer] { own->live(initializer); });
    return crew;
}

ThreadCrew::~ThreadCrew() {
    terminate();
    (void)join();
}

void ThreadCrew::live(const std::function<void()> &initializer) {
    ::pthread_setname_np(::pthread_self(), "poolscope-crew");
    std::unique_lock lock(mutex_, std::defer_lock);
    try {
        if (initializer)
            initializer();
        lock.lock();
    } catch (...) {
        const std::string reason = fmt::format("the initializer failed: {}", task_error_of(std::current_exception()).describe());
        log(LogLevel::error, "a thread of the pool ends: {}", reason);
        lock.lock();
        if (++lost_threads_ < size_)
            return;
        intake_.break_off(reason);
        auto dropped = std::exchange(waiting_, {});
        lock.unlock();
        drop(std::move(dropped), Error{ErrorCode::broken, 0, "pool", reason});
        return;
    }
    for (;;) {
        changed_.wait(lock, [this] { return !waiting_.empty() || intake_.is_over(); });
        if (waiting_.empty())
            return;
        const Work work = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        (*work.run)(work.chunk);
        lock.lock();
    }
}

void ThreadCrew::drop(std::deque<Work> dropped, Error reason) {
    for (const Work &work : dropped)
        work.job->fail(work.chunk, reason);
}

Failure ThreadCrew::not_here() {
    return failure(ErrorCode::wrong_state, "submit", "this pool's threads are in the parent process");
}

Status ThreadCrew::open(const std::shared_ptr<LazyInput> &input) {
    if (is_forked_copy())
        return not_here();
    input->when_ended([weak = weak_from_this()] {
        if (const auto crew = weak.lock()) {
            const std::lock_guard lock(crew->mutex_);
            crew->changed_.notify_all();
        }
    });
    const std::lock_guard lock(mutex_);
    return intake_.open(input);
}

Status ThreadCrew::submit(const std::shared_ptr<Job> &job, std::function<void(std::size_t)> run, JobOrigin origin) {
    if (is_forked_copy())
        return not_here();
    {
        const std::lock_guard lock(mutex_);
        POOLSCOPE_TRY(intake_.check_submit(origin));
        const auto shared = std::make_shared<const std::function<void(std::size_t)>>(std::move(run));
        for (std::size_t chunk = 0; chunk < job->chunks(); ++chunk)
            waiting_.push_back({job, chunk, shared});
    }
    changed_.notify_all();
    return {};
}

bool ThreadCrew::cancel(const std::shared_ptr<Job> &job) {
    if (is_forked_copy())
        return false;
    std::deque<Work> dropped;
    {
        const std::lock_guard lock(mutex_);
        std::deque<Work> staying;
        for (Work &work : waiting_)
            (work.job == job ? dropped : staying).push_back(std::move(work));
        waiting_ = std::move(staying);
    }
    const bool was_all = !dropped.empty() && dropped.size() == job->chunks();
    drop(std::move(dropped), Error{ErrorCode::cancelled, 0, "task", "the task was cancelled"});
    return was_all;
}

void ThreadCrew::close() {
    if (is_forked_copy())
        return;
    {
        const std::lock_guard lock(mutex_);
        intake_.close();
    }
    changed_.notify_all();
}

void ThreadCrew::terminate() {
    if (is_forked_copy())
        return;
    std::deque<Work> dropped;
    {
        const std::lock_guard lock(mutex_);
        intake_.terminate();
        dropped = std::exchange(waiting_, {});
    }
    changed_.notify_all();
    drop(std::move(dropped), Error{ErrorCode::cancelled, 0, "task", "the pool was terminated before this task was done"});
}

Status ThreadCrew::join() {
    if (is_forked_copy())
        return {};
    std::unique_lock held(mutex_);
    POOLSCOPE_ASSIGN(const auto inputs, intake_.inputs_to_read());
    held.unlock();
    for (const auto &input : inputs)
        input->read_to_end();
    {
        const std::lock_guard lock(join_mutex_);
        for (std::thread &thread : threads_)
            if (thread.joinable())
                thread.join();
    }
    callbacks_.wait_until_idle();
    return {};
}

bool ThreadCrew::is_own_thread() const {
    const auto is_calling = [](const std::thread &thread) { return thread.get_id() == std::this_thread::get_id(); };
    return std::any_of(threads_.begin(), threads_.end(), is_calling) || callbacks_.is_own_thread();
}

std::string ThreadCrew::repr() const {
    const auto held = is_forked_copy() ? std::unique_lock(mutex_, std::defer_lock) : std::unique_lock(mutex_);
    return fmt::format("<poolscope.ThreadPool state={} pool_size={}>", intake_.state_name(), size_);
}

} // namespace poolscope
