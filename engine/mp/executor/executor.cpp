// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/executor/executor.h"

#include "engine/core/base/strictness.h"

#include <fmt/format.h>

namespace poolscope {

namespace {

[[noreturn]] void refuse(std::string sentence) {
    raise(Error{ErrorCode::invalid_argument, 0, "ProcessPoolExecutor", std::move(sentence)});
}

} // namespace

ProcessPoolExecutor::ProcessPoolExecutor(std::optional<int> max_workers) : ProcessPoolExecutor(ExecutorOptions{max_workers, {}, {}, {}, {}, {}}) {}

ProcessPoolExecutor::ProcessPoolExecutor(ExecutorOptions options) : core_(unwrap(PoolCore::create(pool_options(std::move(options))))) {}

PoolOptions ProcessPoolExecutor::pool_options(ExecutorOptions options) {
    if (options.max_workers && *options.max_workers < 1)
        refuse(fmt::format("max_workers must be greater than 0, not {}", *options.max_workers));
    if (options.max_tasks_per_child) {
        if (*options.max_tasks_per_child < 1)
            refuse(fmt::format("max_tasks_per_child must be >= 1, not {}", *options.max_tasks_per_child));
        if (!options.start_method)
            options.start_method = StartMethod::spawn;
        if (*options.start_method == StartMethod::fork)
            refuse("max_tasks_per_child is incompatible with the 'fork' multiprocessing start method; supply a different start method.");
    }
    PoolOptions pool;
    pool.processes = options.max_workers;
    pool.start_method = options.start_method;
    pool.initializer = std::move(options.initializer);
    pool.initial_arguments = std::move(options.initial_arguments);
    pool.maximum_tasks_per_child = options.max_tasks_per_child;
    pool.tasks = options.tasks;
    pool.name = "ProcessPoolExecutor";
    pool.starts_on_demand = true;
    pool.daemonic = false;
    pool.breaks_on_loss = is_strict();
    return pool;
}

void ProcessPoolExecutor::check(const ExecutorMapOptions &options) {
    if (options.chunksize < 1)
        refuse(fmt::format("chunksize must be >= 1., not {}", options.chunksize));
    if (options.buffersize && *options.buffersize < 1)
        refuse(fmt::format("buffersize must be None or > 0, not {}", *options.buffersize));
}

void ProcessPoolExecutor::submit_job(PoolCore &core, const std::shared_ptr<Job> &job) {
    const Status submitted = job->is_ready() ? core.check_running() : core.submit(job);
    if (submitted)
        return;
    if (submitted.error().code == ErrorCode::invalid_argument)
        throw RuntimeError(Error{ErrorCode::wrong_state, 0, "submit", "cannot schedule new futures after shutdown"});
    raise(submitted.error());
}

void ProcessPoolExecutor::shutdown(bool wait, CancelFutures cancel_futures) {
    core_->close();
    if (cancel_futures == CancelFutures::yes)
        core_->cancel(nullptr);
    if (wait)
        (void)core_->join();
}

void ProcessPoolExecutor::end_workers(int signal) {
    core_->break_off(Error{ErrorCode::broken, 0, "executor", "the executor's workers were ended before this future was done"}, signal);
    (void)core_->join();
}

} // namespace poolscope
