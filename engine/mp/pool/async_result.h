// SPDX-License-Identifier: Apache-2.0
#pragma once

// The result of a call that a pool will make (Python: AsyncResult, MapResult). A handle; any thread may wait on it.

#include "engine/core/base/exception.h"
#include "engine/mp/pool/job.h"
#include "engine/mp/pool/task_frame.h"

#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

namespace poolscope {

namespace detail {

// The value of one chunk, or the exception that it ended in.
Value chunk_value(const Job::Outcome &outcome);

template <class R> struct ResultReader {
    static R read(const std::vector<Job::Outcome> &outcomes) { return unwrap(Codec<R>::read(chunk_value(outcomes.front()))); }
};
template <> struct ResultReader<void> {
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
    explicit AsyncResult(std::shared_ptr<Job> job) : job_(std::move(job)) {}

    // TimeoutError when it is not there in time; RemoteError for what the function threw; TaskLost when its worker ended
    // in the middle; CancelledError when the pool was terminated.
    R get(std::optional<Seconds> timeout = std::nullopt) {
        if (!job_->wait(Deadline::from(timeout)))
            raise(Error{ErrorCode::timed_out, 0, "get", "the result is not ready"});
        return Reader::read(job_->outcomes());
    }
    void wait(std::optional<Seconds> timeout = std::nullopt) { job_->wait(Deadline::from(timeout)); }
    bool ready() const { return job_->is_ready(); }
    // ValueError when not ready.
    bool successful() const {
        if (!ready())
            raise(Error{ErrorCode::invalid_argument, 0, "successful", "the result is not ready"});
        try {
            for (const auto &outcome : job_->outcomes())
                detail::chunk_value(outcome);
            return true;
        } catch (const std::exception &) {
            return false;
        }
    }

private:
    std::shared_ptr<Job> job_;
};

template <class R> using MapResult = AsyncResult<typename detail::MapReader<R>::Results, detail::MapReader<R>>;

} // namespace poolscope
