// SPDX-License-Identifier: Apache-2.0
#pragma once

// The pool's side of one worker: its process, the tasks it was given, and the bytes under way in both directions. Used by
// the pool's thread only; never blocks.

#include "engine/mp/pool/job.h"
#include "engine/mp/pool/worker_loop.h"
#include "engine/mp/process/process_object.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace poolscope {

struct AssignedTask {
    ObjectId id = 0;
    std::shared_ptr<Job> job;
    std::size_t chunk = 0;
    PoolTask task;
    int attempt = 1;
    std::int64_t given_ns = 0;
    bool has_timed_out = false;
};

struct WorkerNews {
    WorkerMessage kind = WorkerMessage::ready;
    AssignedTask task;   // of a result
    std::string body;    // the result's bytes, or why the initializer failed
    std::int64_t ran_ns = 0;
};

class PoolWorker {
public:
    // Starts the process; `body` is made for `seat`.
    static Result<std::unique_ptr<PoolWorker>> start(WorkerSeat seat, StartMethod method, ProcessBody body);

    int number() const { return number_; }
    ProcessObject &process() const { return *process_; }
    bool is_ready() const { return is_ready_; }
    bool is_stopping() const { return is_stopping_; }
    std::int64_t given() const { return given_; }
    const std::deque<AssignedTask> &assigned() const { return assigned_; }
    bool has_news() const { return channel_->results().readable() != 0; }
    bool is_pumping() const { return !outbox_.empty(); }
    // The task that it has begun and not finished, 0 for none.
    ObjectId claimed() const { return channel_->claim().load(std::memory_order_acquire); }

    void give(AssignedTask task);
    // It ends after what it was given.
    void stop();
    // Passes on bytes that did not fit into its ring before.
    void pump();
    // Whatever has come from it since.
    std::vector<WorkerNews> news();
    // Kills it because its task runs longer than it may. The nearest such moment, or never.
    Deadline enforce_timeout();
    // After its death: what it was given and has not finished.
    std::deque<AssignedTask> take_assigned() { return std::move(assigned_); }

private:
    void post(WorkerMessage kind, ObjectId task, std::string_view body);

    int number_ = 0;
    std::shared_ptr<ProcessObject> process_;
    std::shared_ptr<WorkerChannel> channel_;
    std::deque<AssignedTask> assigned_; // the first may be in hand, the others wait in its ring
    std::string outbox_;
    std::size_t outbox_sent_ = 0;
    std::string inbox_;
    bool is_ready_ = false;
    bool is_stopping_ = false;
    std::int64_t given_ = 0;
};

// "SpawnPoolWorker", "ForkPoolWorker", …: what stands before the number in a worker's name.
std::string_view worker_kind(StartMethod method);

} // namespace poolscope
