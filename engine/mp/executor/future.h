// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a call submitted to an executor will give (Python: concurrent.futures.Future). A handle; any thread may use it.

#include "engine/mp/pool/async_result.h"
#include "engine/mp/pool/pool_core.h"

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace poolscope {

namespace detail {
// Runs a done-callback; what it throws is logged.
void call_done_callback(const std::function<void()> &callback);
bool is_cancelled(const Job &job);
} // namespace detail

template <class R> class Future {
public:
    Future(std::shared_ptr<Job> job, std::weak_ptr<PoolCore> pool) : job_(std::move(job)), pool_(std::move(pool)) {}

    // False when it is running or done. What a worker was given and has not begun can still be cancelled.
    bool cancel() {
        if (cancelled())
            return true;
        const auto pool = pool_.lock();
        return pool && pool->cancel(job_);
    }
    bool cancelled() const { return done() && detail::is_cancelled(*job_); }
    bool running() const {
        const auto pool = pool_.lock();
        return pool && pool->has_begun(job_);
    }
    bool done() const { return job_->is_ready(); }
    // TimeoutError when it is not there in time; CancelledError; RemoteError for what the function threw; TaskLost when its
    // worker ended in the middle, in strict mode BrokenProcessPool.
    R result(std::optional<Seconds> timeout = std::nullopt) const {
        wait_for(timeout);
        return detail::ResultReader<R>::read(*job_);
    }
    // What result() would throw, or null. TimeoutError and CancelledError are thrown.
    std::exception_ptr exception(std::optional<Seconds> timeout = std::nullopt) const {
        wait_for(timeout);
        if (detail::is_cancelled(*job_))
            detail::raise_failure(*job_);
        try {
            (void)detail::ResultReader<R>::read(*job_);
            return nullptr;
        } catch (...) {
            return std::current_exception();
        }
    }
    // Called with this future when it is done, on the executor's callback thread, or here and now when it is done already.
    // What it throws is logged and harms nothing.
    void add_done_callback(std::function<void(const Future &)> callback) {
        const auto call = [callback = std::move(callback), future = *this] {
            detail::call_done_callback([&] { callback(future); });
        };
        if (done())
            return call();
        job_->when_done([call, pool = pool_] {
            if (const auto alive = pool.lock())
                alive->call_back(call);
            else
                call();
        });
    }

    const std::shared_ptr<Job> &job() const { return job_; }

private:
    void wait_for(std::optional<Seconds> timeout) const {
        if (!job_->wait(Deadline::from(timeout)))
            raise(Error{ErrorCode::timed_out, 0, "result", "the future is not done"});
    }

    std::shared_ptr<Job> job_;
    std::weak_ptr<PoolCore> pool_;
};

} // namespace poolscope
