// SPDX-License-Identifier: Apache-2.0
#pragma once

// A pool without its types: workers, tasks as bytes, and the one thread that hands tasks out, takes results in, notices
// deaths and replaces the dead. Only that thread touches workers; others leave their wishes under a mutex and ring.

#include "engine/mp/pool/callback_thread.h"
#include "engine/mp/pool/death_watch.h"
#include "engine/mp/pool/pool_intake.h"
#include "engine/mp/pool/pool_worker.h"
#include "engine/mp/pool/waiting_tasks.h"
#include "engine/mp/pool/zygote.h"
#include "engine/mp/process/current_process.h"
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

class PoolCore : public std::enable_shared_from_this<PoolCore> {
public:
    // Starts all workers, unless on demand. invalid_argument for fewer than one, or more than 1,000.
    static Result<std::shared_ptr<PoolCore>> create(PoolOptions options);
    ~PoolCore();

    // Waits while the pool's limits of pending tasks are reached; timed_out then. invalid_argument unless the pool runs.
    Status submit(const std::shared_ptr<Job> &job, Deadline deadline = Deadline::never(), JobOrigin origin = JobOrigin::call);
    // The pool goes on until it is closed and the input has ended. invalid_argument unless the pool runs.
    Status open(const std::shared_ptr<LazyInput> &input);
    // What submit() would answer now.
    Status check_running() const;
    // Ends the chunks that no worker has begun in cancelled. True when that was all of them. Null: of all jobs.
    bool cancel(const std::shared_ptr<Job> &job);
    // Whether a worker has a chunk of it in hand.
    bool has_begun(const std::shared_ptr<Job> &job);
    // No more tasks but those of open inputs; workers end when all are done.
    void close();
    // Ends workers at once; whatever is pending becomes cancelled. In strict mode it never ends, as in Python.
    void terminate();
    // The same with that signal, and whatever is pending ends in `reason`.
    void break_off(Error reason, int signal);
    // After close() reads open inputs to their end. Waits for the end after close() or terminate(), and until what came of the tasks has been called back; invalid_argument before.
    Status join();
    // More workers at once; fewer as they become idle.
    Status resize(int workers);
    // While paused no task is begun; those in hand go on.
    void pause();
    void resume();
    // Strict mode: whether results are no longer taken in, as in a Python pool whose result thread was killed by a callback,
    // and some were dropped or are awaited.
    bool is_deaf_with_pending() const;

    StartMethod start_method() const { return method_; }
    const PoolOptions &options() const { return options_; }
    int size() const { return wanted_.load(); }
    ObjectId id() const { return id_; }
    // Runs it on the callback thread, whenever that has time.
    void call_back(std::function<void()> callback);
    std::vector<pid_t> worker_pids() const;
    // Why the pool is broken; empty while it is not.
    std::string broken_reason() const;
    std::string repr() const;
    // Whether the destructor waits for the calling thread.
    bool is_own_thread() const;

    static constexpr int largest_pool = 1000;

private:
    struct Question { // about a job, for the pool's thread
        enum class Kind { cancel, has_begun };
        Kind kind = Kind::cancel;
        std::shared_ptr<Job> job;
        std::promise<bool> answer;
    };

    PoolCore(PoolOptions options, StartMethod method, PoolBell bell);
    void call();
    bool is_forked_copy() const { return generation_ != current::generation(); }
    static Failure not_here(const char *operation);
    std::unique_lock<std::mutex> lock() const;
    bool is_terminated() const;

    // The pool's thread: its loop, and what it does in it.
    void run();
    void take_wishes();
    bool is_nothing_to_come();
    bool ask(Question::Kind kind, const std::shared_ptr<Job> &job);
    bool cancel_now(const Job *job);
    bool has_begun_now(const Job *job) const;
    void take_news(PoolWorker &worker);
    void lose_hearing(Job &job, std::size_t chunk);
    void wait_for_something();
    Deadline enforce_timeout(PoolWorker &worker);
    bool is_something_to_do() const;
    // … what a person wants done with a task while they watch; false when this pool does not have it
    void do_errands();
    bool cancel_task(ObjectId task);
    bool retry_task(ObjectId task);
    void remember_ended(AssignedTask task);
    void count_waiting();
    // … handing out
    std::size_t prefetch() const;
    void hand_out();
    std::size_t room_of(const PoolWorker &worker, std::size_t depth) const;
    bool give_next(PoolWorker &worker);
    void even_out();
    void take_all_back();
    bool take_back(PoolWorker &worker);
    // … the workers' lives
    Status start_worker();
    void keep_size();
    int restart_limit() const;
    int wanted_now(int staying);
    void stop_one();
    void bury(int number);
    void lose(PoolWorker &worker, AssignedTask task, posix::ExitCode code);
    void break_pool(std::string reason);
    void fail_all(const Error &error);
    void end_workers();

    const ObjectId id_, tasks_channel_, results_channel_;
    const PoolOptions options_;
    const StartMethod method_;
    const unsigned generation_;
    std::shared_ptr<PoolBell> bell_;
    std::unique_ptr<DeathWatch> deaths_;
    std::unique_ptr<Zygote> zygote_;
    std::atomic<int> wanted_{0};
    std::atomic<bool> is_paused_{false};
    std::atomic<bool> is_deaf_{false}, has_dropped_{false};
    std::atomic<bool> is_called_{false};   // somebody wants the pool's thread to look around
    std::atomic<bool> has_timeouts_{false}; // some task may run only so long

    mutable std::mutex mutex_; // of what stands up to the blank line
    std::condition_variable room_;
    std::vector<WaitingChunks> wishes_;
    std::vector<Question> questions_;
    PoolIntake intake_;
    std::size_t pending_ = 0, pending_bytes_ = 0; // waiting for a worker, wishes included
    bool has_ended_ = false; // the pool's thread takes no more wishes
    Error end_reason_;
    int end_signal_;
    std::vector<pid_t> pids_;

    // Only the pool's thread:
    std::vector<std::unique_ptr<PoolWorker>> workers_;
    WaitingTasks waiting_;
    std::deque<AssignedTask> ended_; // without a value, and may be tried again; only while somebody watches
    std::uint32_t seen_errands_ = 0;
    int next_number_ = 1;
    int failed_starts_ = 0, killed_starts_ = 0; // in a row
    Deadline try_start_again_ = Deadline::never();
    double mean_ran_ns_ = 0;
    std::uint64_t finished_ = 0;

    CallbackThread callbacks_;
    std::thread thread_;
    std::mutex join_mutex_;
    Finalizer at_exit_;
};

} // namespace poolscope
