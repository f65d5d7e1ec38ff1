// SPDX-License-Identifier: Apache-2.0
#pragma once

// The result of a call that a pool will make (Python: AsyncResult, MapResult). A handle; any thread may wait on it.

#include "engine/core/base/exception.h"
#include "engine/mp/pool/job.h"
#include "engine/mp/pool/task_frame.h"

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

namespace poolscope {

namespace detail {

// The value of one chunk, or the exception that it ended in.
Value chunk_value(const Job::Outcome &outcome);

template <class R> struct ResultReader {
    using Results = R;
    static R read(const std::vector<Job::Outcome> &outcomes) { return unwrap(Codec<R>::read(chunk_value(outcomes.front()))); }
};
template <> struct ResultReader<void> {
    using Results = void;
    static void read(const std::vector<Job::Outcome> &outcomes) { chunk_value(outcomes.front()); }
};

template <class R> struct MapReader {
    using Results = std::vector<R>;
    static Results read(const std::vector<Job::Outcome> &outcomes) {
        Results results;
        for (const Job::Outcome &outcome : outcomes) {
            auto part = unwrap(Codec<Results>::read(chunk_value(outcome)));
            results.insert(results.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
        }
        return results;
    }
};
template <> struct MapReader<void> {
    using Results = void;
    static void read(const std::vector<Job::Outcome> &outcomes) {
        for (const Job::Outcome &outcome : outcomes)
            chunk_value(outcome);
    }
};

} // namespace detail

template <class R, class Reader = detail::ResultReader<R>> class AsyncResult {
public:
    // `cancel` asks the pool; see PoolCore::cancel.
    AsyncResult(std::shared_ptr<Job> job, std::function<bool()> cancel) : job_(std::move(job)), cancel_(std::move(cancel)) {}

    // TimeoutError when it is not there in time, or when the task ran longer than it may; RemoteError for what the function
    // threw; TaskLost when its worker ended in the middle; CancelledError when it was cancelled or the pool terminated.
    R get(std::optional<Seconds> timeout = std::nullopt) const {
        if (!job_->wait(Deadline::from(timeout)))
            raise(Error{ErrorCode::timed_out, 0, "get", "the result is not ready"});
        return Reader::read(job_->outcomes());
    }
    void wait(std::optional<Seconds> timeout = std::nullopt) const { job_->wait(Deadline::from(timeout)); }
    bool ready() const { return job_->is_ready(); }
    // ValueError when not ready.
    bool successful() const {
        if (!ready())
            raise(Error{ErrorCode::invalid_argument, 0, "successful", "the result is not ready"});
        return !exception();
    }
    // What get() would throw, or null. Waits.
    std::exception_ptr exception(std::optional<Seconds> timeout = std::nullopt) const {
        try {
            (void)get(timeout);
            return nullptr;
        } catch (...) {
            return std::current_exception();
        }
    }
    // True when no worker had any of it yet: then it ends in CancelledError. Chunks in hand run on.
    bool cancel() { return cancel_(); }

    Job &job() const { return *job_; }

private:
    std::shared_ptr<Job> job_;
    std::function<bool()> cancel_;
};

template <class R> using MapResult = AsyncResult<typename detail::MapReader<R>::Results, detail::MapReader<R>>;

} // namespace poolscope
