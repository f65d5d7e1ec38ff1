// SPDX-License-Identifier: Apache-2.0
#pragma once

// The pool's side of one worker: its process, the tasks it was given, and the records under way in both directions. Used by
// the pool's thread only; never blocks.

#include "engine/mp/pool/job.h"
#include "engine/mp/pool/worker_loop.h"
#include "engine/mp/process/process_object.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace poolscope {

struct AssignedTask {
    std::shared_ptr<Job> job;
    std::size_t chunk = 0;
    int attempt = 1;
    bool has_timed_out = false;
    bool is_unwanted = false; // a person has cancelled it while it ran
    RecordHead *record = nullptr; // null while parts of it are still under way

    ObjectId id() const { return job->task_id(chunk); }
};

struct WorkerNews {
    FromWorker kind = FromWorker::ready;
    AssignedTask task;        // of a result
    std::string_view payload; // valid until the next one
    std::int64_t ran_ns = 0;
};

class PoolWorker {
public:
    // Starts the process; `body` is made for `seat`.
    static Result<std::unique_ptr<PoolWorker>> start(WorkerSeat seat, StartMethod method, bool daemonic, ProcessBody body);

    int number() const { return number_; }
    ProcessObject &process() const { return *process_; }
    bool is_ready() const { return is_ready_; }
    bool is_stopping() const { return is_stopping_; }
    // How many tasks it was given and has not given back.
    std::int64_t given() const { return given_; }
    const std::deque<AssignedTask> &assigned() const { return assigned_; }
    bool has_news() const { return !results_.is_damaged() && channel_->results().has_records(); }
    // Whether a large task is still on its way: nothing else can follow before.
    bool is_sending() const { return sent_ != nothing; }

    // False when there is no room for it now.
    bool give(AssignedTask &task);
    // Kills it because of its first task, after which nothing must be left that it could begin. False when it has gone on to
    // another one by now, which must not die for it.
    enum class Because { unwanted, timed_out };
    bool end_with_first(Because why);
    // It ends after what it was given.
    void stop();
    // Makes what it was given visible to it, and sends on what did not fit before.
    void flush();
    // Calls `take` with what has come from it since.
    void take_news(const std::function<void(WorkerNews &)> &take);
    // The task that was given last, if the worker has not begun with it.
    std::optional<AssignedTask> take_back_last();
    // How long it has had the first task in hand; 0 when it has not begun.
    std::int64_t first_has_run_ns() const;
    // When its first task will have run as long as it may, or never.
    Deadline timeout() const;
    // After its death: whether the first of the assigned tasks had begun.
    bool has_begun_first() const;
    std::deque<AssignedTask> take_assigned() { return std::exchange(assigned_, {}); }

private:
    static constexpr std::size_t nothing = ~std::size_t{0};

    bool has_begun(const AssignedTask &task) const;
    bool write_task(AssignedTask &task, std::string_view calls);
    bool tell_function(const Task *task);
    void send_on();

    int number_ = 0;
    std::shared_ptr<ProcessObject> process_;
    std::shared_ptr<WorkerChannel> channel_;
    RecordWriter tasks_;
    RecordReader results_;
    std::deque<AssignedTask> assigned_; // the first may be in hand, the others wait in its ring
    std::unordered_map<const Task *, std::uint32_t> functions_; // that it has been told of
    std::size_t sent_ = nothing; // bytes of the last assigned task's calls that are in the ring
    std::string parts_;          // of a large result
    bool is_ready_ = false;
    bool is_stopping_ = false;
    bool has_stop_to_tell_ = false;
    bool has_unpublished_ = false;
    std::int64_t given_ = 0;
};

// "SpawnPoolWorker", "ForkPoolWorker", …: what stands before the number in a worker's name.
std::string_view worker_kind(StartMethod method);

} // namespace poolscope
