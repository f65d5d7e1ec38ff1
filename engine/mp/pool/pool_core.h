// SPDX-License-Identifier: Apache-2.0
#pragma once

// A pool without its types: workers, tasks as bytes, and the one thread that hands tasks out, takes results in, notices
// deaths and replaces the dead. Only that thread touches workers; others speak to it through a short queue of wishes.

#include "engine/mp/pool/job.h"
#include "engine/mp/pool/worker_loop.h"
#include "engine/mp/pool/zygote.h"
#include "engine/mp/process/finalize.h"
#include "engine/mp/process/process_object.h"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace poolscope {

struct PoolOptions {
    std::optional<int> processes;     // not given: the CPUs that this process may use
    std::optional<StartMethod> start_method; // not given: the program's
    std::string initializer;          // the name of a registered task; see make_initializer
    std::string initial_arguments;    // pickle of its argument tuple
    std::optional<int> maximum_tasks_per_child;
    std::string name = "Pool";
};

// One chunk of a job, as bytes that a worker understands.
struct PoolTask {
    std::string frame;
    std::int64_t items = 1;
    std::string function; // for the sentence that tells of its loss
};

class PoolCore {
public:
    // Starts all workers. invalid_argument for fewer than one, or more than 1,000.
    static Result<std::shared_ptr<PoolCore>> create(PoolOptions options);
    ~PoolCore();

    static std::int64_t next_job_number();
    // wrong_state unless the pool runs ("Pool not running").
    Status submit(std::shared_ptr<Job> job, std::vector<PoolTask> tasks);
    // No more tasks; workers end when all are done.
    void close();
    // Ends workers at once; whatever is pending becomes cancelled.
    void terminate();
    // Waits for the end after close() or terminate(); wrong_state before.
    Status join();
    Status resize(int workers);

    StartMethod start_method() const { return method_; }
    int size() const { return wanted_.load(); }
    ObjectId id() const { return id_; }
    std::vector<pid_t> worker_pids() const;
    std::string repr() const;

    static constexpr int largest_pool = 1000;

private:
    enum class Stage { running, closed, terminated };

    struct Task {
        ObjectId id = 0;
        std::shared_ptr<Job> job;
        std::size_t chunk = 0;
        PoolTask task;
    };
    struct Worker {
        int number = 0;
        std::shared_ptr<ProcessObject> process;
        std::shared_ptr<WorkerChannel> channel;
        std::deque<Task> assigned; // the first may be in hand, the others wait in its ring
        std::string outbox;        // bytes of assigned tasks that did not fit into the ring yet
        std::size_t outbox_sent = 0;
        std::string inbox;         // bytes of results that are not whole yet
        bool is_ready = false;
        bool is_stopping = false;
        bool has_ended = false;
        std::int64_t given = 0;
    };

    PoolCore(PoolOptions options, StartMethod method, PoolBell bell);
    void run();
    void take_wishes();
    Status start_worker();
    void keep_size();
    void hand_out();
    void give(Worker &worker, Task task);
    void pump(Worker &worker);
    void take_results(Worker &worker);
    void take_frame(Worker &worker, const WorkerFrame &frame, std::string body);
    void notice_deaths();
    void bury(Worker &worker, posix::ExitCode code);
    void break_pool(std::string reason);
    void fail_all(const Error &error);
    void end_workers();
    void wait_for_something();
    std::int64_t backlog() const;
    std::size_t prefetch() const;

    const ObjectId id_, tasks_channel_, results_channel_;
    PoolOptions options_;
    const StartMethod method_;
    const unsigned generation_;
    std::shared_ptr<PoolBell> bell_;
    std::unique_ptr<Zygote> zygote_;
    std::atomic<int> wanted_{0};

    mutable std::mutex mutex_; // of the wishes and the pids
    std::vector<Task> wishes_;
    Stage stage_ = Stage::running;
    std::string broken_reason_;
    std::vector<pid_t> pids_;

    // Only the pool's thread:
    std::vector<std::unique_ptr<Worker>> workers_;
    std::deque<Task> waiting_;
    int next_number_ = 1;
    int failed_starts_ = 0;
    double mean_ran_ns_ = 0;
    std::uint64_t finished_ = 0;

    std::thread thread_;
    std::mutex join_mutex_;
    Finalizer at_exit_;
};

} // namespace poolscope
