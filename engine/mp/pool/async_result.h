// SPDX-License-Identifier: Apache-2.0
#pragma once

// The result of a call that a pool will make (Python: AsyncResult, MapResult). A handle; any thread may wait on it.

#include "engine/core/base/exception.h"
#include "engine/mp/pool/job.h"

#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

namespace poolscope {

namespace detail {

// Throws what the first chunk that failed has failed with; nothing when none has.
void raise_failure(const Job &job);

template <class R> struct ResultReader {
    using Results = R;
    static R read(const Job &job) {
        raise_failure(job);
        if constexpr (!std::is_void_v<R>) {
            std::optional<R> result;
            unwrap(call_codec::read<R>(job.results_of(0), 1, [&](R value) { result.emplace(std::move(value)); }));
            return *std::move(result);
        }
    }
};

template <class R> struct MapReader {
    using Results = std::vector<R>;
    static Results read(const Job &job) {
        raise_failure(job);
        Results results;
        results.reserve(job.calls().count);
        for (std::size_t chunk = 0; chunk < job.chunks(); ++chunk)
            unwrap(call_codec::read<R>(job.results_of(chunk), job.calls_in(chunk), [&](R value) { results.push_back(std::move(value)); }));
        return results;
    }
};
template <> struct MapReader<void> {
    using Results = void;
    static void read(const Job &job) { raise_failure(job); }
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
        return Reader::read(*job_);
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
    // True when no worker had begun with any of it: then it ends in CancelledError. What is in hand runs on.
    bool cancel() { return cancel_(); }

    Job &job() const { return *job_; }

private:
    std::shared_ptr<Job> job_;
    std::function<bool()> cancel_;
};

namespace detail {
// Gives a result that is ready to one of the two.
template <class Result, class Done> void tell(const Result &result, Done &done, const std::function<void(std::exception_ptr)> &failed) {
    if (const std::exception_ptr exception = result.exception()) {
        if (failed)
            failed(exception);
    } else if constexpr (std::is_void_v<decltype(result.get())>) {
        done();
    } else {
        done(result.get());
    }
}
} // namespace detail

template <class R> using MapResult = AsyncResult<typename detail::MapReader<R>::Results, detail::MapReader<R>>;

} // namespace poolscope
