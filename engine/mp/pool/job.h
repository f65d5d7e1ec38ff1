// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was asked of a pool in one call, and what has become of it: some calls of one function, cut into chunks that are
// handed out one by one, each of them a task. Every chunk ends in exactly one of value, error, lost and cancelled. Filled by
// the pool's thread, waited for by any other.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"
#include "engine/mp/pool/pool_options.h"
#include "engine/mp/task/task_error.h"
#include "engine/mp/task/task_registry.h"

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace poolscope {

class Job;

struct JobCalls {
    const Task *task = nullptr;
    bool is_single = false;        // one call, whose value itself is the result (Python: apply)
    std::size_t count = 0;         // of calls
    std::size_t chunk = 1;         // calls in each chunk but the last
    std::string bytes;             // what call_codec makes of the argument tuples, one chunk behind the other
    std::vector<std::size_t> ends; // where each chunk ends in it; empty: all calls are equally long
    std::size_t result_size = 0;   // of the result of a call; 0: unequal
    // The chunk as a pickle that CPython's Pool would send: for those who watch.
    std::string (*show)(const Job &job, std::size_t chunk) = nullptr;
};

class Job {
public:
    // Lost, cancelled, broken …; what the function threw; what the input threw.
    using Failure = std::variant<Error, TaskError, std::exception_ptr>;

    explicit Job(JobCalls calls, TaskPolicy policy = {});
    virtual ~Job() = default;

    std::int64_t number() const { return number_; } // as CPython numbers its jobs
    const TaskPolicy &policy() const { return policy_; }
    const JobCalls &calls() const { return calls_; }
    std::size_t chunks() const { return chunks_; }
    std::size_t calls_in(std::size_t chunk) const;
    std::string_view chunk_bytes(std::size_t chunk) const;
    ObjectId task_id(std::size_t chunk) const { return first_task_ + 2 * chunk; }
    std::string_view function() const { return calls_.task != nullptr ? calls_.task->name : std::string_view("the task"); }

    // One of them, once per chunk; later calls for it change nothing. After the last chunk, waiters wake and the callbacks
    // run, on the calling thread.
    void finish(std::size_t chunk, std::string_view results);
    void fail(std::size_t chunk, Failure failure);
    // Runs at once when the job has ended already.
    void when_done(std::function<void()> callback);

    // True when all chunks have ended.
    bool wait(Deadline deadline);
    bool is_ready() const;
    // Only when ready: the failure of the first chunk that has one, or null; and what a chunk gave.
    const Failure *failure() const { return failures_.empty() ? nullptr : &failures_.begin()->second; }
    std::string_view results_of(std::size_t chunk) const;
    // In strict mode only: whether a reader of the results can make something of them (PO14). Set before submission.
    std::function<bool(std::string_view results, std::size_t count)> can_read;

private:
    template <class Note> void end_chunk(std::size_t chunk, Note &&note);

    const std::int64_t number_;
    const TaskPolicy policy_;
    const JobCalls calls_;
    const std::size_t chunks_;
    const ObjectId first_task_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<bool> has_ended_;
    std::size_t ended_ = 0;
    std::string equal_results_;        // all, when equally long
    std::vector<std::string> results_; // else by chunk
    std::map<std::size_t, Failure> failures_;
    std::vector<std::function<void()>> callbacks_;
};

// One that has ended already, in that: what the input of imap threw.
std::shared_ptr<Job> failed_job(std::exception_ptr exception);

} // namespace poolscope
