// SPDX-License-Identifier: Apache-2.0
#pragma once

// The threads of a ThreadPool and the work that waits for them. Any thread may use it.

#include "engine/core/base/error.h"
#include "engine/mp/pool/callback_thread.h"
#include "engine/mp/pool/job.h"
#include "engine/mp/pool/pool_intake.h"
#include "engine/mp/process/current_process.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace poolscope {

class ThreadCrew : public std::enable_shared_from_this<ThreadCrew> {
public:
    // Starts the threads; each runs the initializer first. One that throws ends its thread, and after as many as there are the
    // crew is broken.
    static Result<std::shared_ptr<ThreadCrew>> create(int threads, std::function<void()> initializer);
    ~ThreadCrew();

    // `run` makes the calls of a chunk and ends it. invalid_argument unless the crew takes work, as PoolCore does.
    Status submit(const std::shared_ptr<Job> &job, std::function<void(std::size_t chunk)> run, JobOrigin origin = JobOrigin::call);
    // As PoolCore::open.
    Status open(const std::shared_ptr<LazyInput> &input);
    // Ends the chunks that no thread has begun in cancelled. True when that was all of them.
    bool cancel(const std::shared_ptr<Job> &job);
    void close();
    // What is in hand runs on: a thread cannot be ended from outside. What waits becomes cancelled.
    void terminate();
    // After close() reads open inputs to their end. Waits for the threads and for what they have to call back; invalid_argument before close() or terminate().
    Status join();
    int size() const { return size_; }
    CallbackThread &callbacks() { return callbacks_; }
    std::string repr() const;
    // Whether the destructor waits for the calling thread.
    bool is_own_thread() const;

private:
    struct Work {
        std::shared_ptr<Job> job;
        std::size_t chunk = 0;
        std::shared_ptr<const std::function<void(std::size_t)>> run;
    };

    explicit ThreadCrew(int threads) : size_(threads), generation_(current::generation()) {}
    bool is_forked_copy() const { return generation_ != current::generation(); }
    static Failure not_here();
    void live(const std::function<void()> &initializer);
    void drop(std::deque<Work> dropped, Error reason);

    const int size_;
    const unsigned generation_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Work> waiting_;
    PoolIntake intake_;
    int lost_threads_ = 0;
    CallbackThread callbacks_;
    std::mutex join_mutex_;
    std::vector<std::thread> threads_;
};

} // namespace poolscope
