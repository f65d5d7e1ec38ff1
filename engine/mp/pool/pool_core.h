// SPDX-License-Identifier: Apache-2.0
#pragma once

// A pool without its types: workers, tasks as bytes, and the one thread that hands tasks out, takes results in, notices
// deaths and replaces the dead. Only that thread touches workers; others leave their wishes under a mutex and ring.

#include "engine/mp/pool/callback_thread.h"
#include "engine/mp/pool/pool_worker.h"
#include "engine/mp/pool/zygote.h"
#include "engine/mp/process/finalize.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace poolscope {

class PoolCore {
public:
    // Starts all workers. invalid_argument for fewer than one, or more than 1,000.
    static Result<std::shared_ptr<PoolCore>> create(PoolOptions options);
    ~PoolCore();

    static std::int64_t next_job_number();
    // Waits while the pool's limits of pending tasks are reached; timed_out then. invalid_argument unless the pool runs.
    Status submit(const std::shared_ptr<Job> &job, std::vector<PoolTask> tasks, Deadline deadline = Deadline::never());
    // Ends the chunks that no worker has yet in cancelled. True when that was all of them.
    bool cancel(const std::shared_ptr<Job> &job);
    // No more tasks; workers end when all are done.
    void close();
    // Ends workers at once; whatever is pending becomes cancelled.
    void terminate();
    // Waits for the end after close() or terminate(); invalid_argument before.
    Status join();
    // More workers at once; fewer as they become idle.
    Status resize(int workers);
    // While paused no task is handed out; those in hand go on.
    void pause();
    void resume();

    StartMethod start_method() const { return method_; }
    const PoolOptions &options() const { return options_; }
    int size() const { return wanted_.load(); }
    ObjectId id() const { return id_; }
    CallbackThread &callbacks() { return callbacks_; }
    std::vector<pid_t> worker_pids() const;
    // Why the pool is broken; empty while it is not.
    std::string broken_reason() const;
    std::string repr() const;

    static constexpr int largest_pool = 1000;

private:
    enum class Stage { running, closed, terminated };
    struct Cancellation {
        std::shared_ptr<Job> job;
        std::promise<bool> answer;
    };

    PoolCore(PoolOptions options, StartMethod method, PoolBell bell);
    void run();
    Stage stage() const;
    void take_wishes();
    Status start_worker();
    void keep_size();
    void stop_one();
    void hand_out();
    std::size_t prefetch() const;
    void take_news(PoolWorker &worker);
    void notice_deaths();
    void bury(PoolWorker &worker, posix::ExitCode code);
    void break_pool(std::string reason);
    void fail_all(const Error &error);
    void end_workers();
    void wait_for_something();
    bool is_something_to_do() const;
    void call();
    void count_waiting();

    const ObjectId id_, tasks_channel_, results_channel_;
    const PoolOptions options_;
    const StartMethod method_;
    const unsigned generation_;
    std::shared_ptr<PoolBell> bell_;
    std::unique_ptr<Zygote> zygote_;
    std::atomic<int> wanted_{0};
    std::atomic<bool> is_paused_{false};
    std::atomic<bool> is_called_{false}; // somebody wants the pool's thread to look around

    mutable std::mutex mutex_; // of what stands up to the blank line
    std::condition_variable room_;
    std::vector<AssignedTask> wishes_;
    std::vector<Cancellation> cancellations_;
    std::size_t pending_ = 0, pending_bytes_ = 0; // waiting for a worker, wishes included
    Stage stage_ = Stage::running;
    std::string broken_reason_;
    std::vector<pid_t> pids_;

    // Only the pool's thread:
    std::vector<std::unique_ptr<PoolWorker>> workers_;
    std::deque<AssignedTask> waiting_;
    int next_number_ = 1;
    int failed_starts_ = 0;
    double mean_ran_ns_ = 0;
    std::uint64_t finished_ = 0;

    CallbackThread callbacks_;
    std::thread thread_;
    std::mutex join_mutex_;
    Finalizer at_exit_;
};

} // namespace poolscope
