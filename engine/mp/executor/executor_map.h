// SPDX-License-Identifier: Apache-2.0
#pragma once

// The results of ProcessPoolExecutor::map, one after the other. The first exception or a passed timeout ends it and cancels
// what is left, as leaving it early does. Used by one thread.

#include "engine/mp/pool/async_result.h"
#include "engine/mp/pool/pool_core.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

namespace poolscope {

struct ExecutorMapOptions {
    std::optional<Seconds> timeout;           // of all of it, counted from the call
    std::ptrdiff_t chunksize = 1;             // calls in each task
    std::optional<std::ptrdiff_t> buffersize; // tasks ahead of what was taken out; not given: all of them
};

namespace detail {
// Whether none of the iterators has reached its end.
template <class... At, class... End> bool are_inside(std::tuple<At...> &at, std::tuple<End...> &end) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return ((std::get<I>(at) != std::get<I>(end)) && ...); }(std::index_sequence_for<At...>{});
}
} // namespace detail

template <class R> class ExecutorMap {
public:
    // `submit_next` submits the next chunk and gives its job, or nothing at the end of the input.
    ExecutorMap(std::weak_ptr<PoolCore> pool, const ExecutorMapOptions &options, std::function<std::shared_ptr<Job>()> submit_next)
        : pool_(std::move(pool)), deadline_(Deadline::from(options.timeout)), buffer_(options.buffersize), submit_next_(std::move(submit_next)) {
        fill();
    }
    ExecutorMap(ExecutorMap &&) = default;
    ExecutorMap &operator=(ExecutorMap &&) = delete;
    ~ExecutorMap() { cancel_rest(); }

    // Nothing at the end. TimeoutError; what the function threw.
    std::optional<R> next() {
        try {
            while (ready_.empty()) {
                if (jobs_.empty())
                    return std::nullopt;
                const std::shared_ptr<Job> job = jobs_.front();
                if (!job->wait(deadline_))
                    raise(Error{ErrorCode::timed_out, 0, "map", "the next result is not ready"});
                jobs_.pop_front();
                fill();
                for (auto &&value : detail::MapReader<R>::read(*job))
                    ready_.push_back(std::move(value));
            }
        } catch (...) {
            cancel_rest();
            throw;
        }
        R value = std::move(ready_.front());
        ready_.pop_front();
        return value;
    }

    class Iterator {
    public:
        using value_type = R;
        using difference_type = std::ptrdiff_t;
        explicit Iterator(ExecutorMap &results) : results_(&results), value_(results.next()) {}
        const R &operator*() const { return *value_; }
        Iterator &operator++() {
            value_ = results_->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return !value_; }

    private:
        ExecutorMap *results_;
        std::optional<R> value_;
    };
    Iterator begin() { return Iterator(*this); }
    std::default_sentinel_t end() const { return {}; }

private:
    void fill() {
        while (submit_next_ && (!buffer_ || static_cast<std::ptrdiff_t>(jobs_.size()) < *buffer_)) {
            std::shared_ptr<Job> job = submit_next_();
            if (job)
                jobs_.push_back(std::move(job));
            else
                submit_next_ = nullptr;
        }
    }
    void cancel_rest() {
        submit_next_ = nullptr;
        const auto pool = pool_.lock();
        for (const auto &job : std::exchange(jobs_, {}))
            if (pool && !job->is_ready())
                pool->cancel(job);
    }

    std::weak_ptr<PoolCore> pool_;
    Deadline deadline_;
    std::optional<std::ptrdiff_t> buffer_;
    std::function<std::shared_ptr<Job>()> submit_next_;
    std::deque<std::shared_ptr<Job>> jobs_;
    std::deque<R> ready_;
};

} // namespace poolscope
