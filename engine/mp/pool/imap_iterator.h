// SPDX-License-Identifier: Apache-2.0
#pragma once

// The results of imap and imap_unordered, one after the other. The input is read only as far as a window of chunks ahead
// of what was taken out, so an endless input runs in constant memory. Used by one thread.

#include "engine/mp/pool/async_result.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace poolscope {

// Of anything with next(), which gives nothing at the end: for range-for.
template <class Results> class ResultIterator {
public:
    using value_type = typename Results::value_type;
    using difference_type = std::ptrdiff_t;
    explicit ResultIterator(Results &results) : results_(&results), value_(results.next()) {}
    const value_type &operator*() const { return *value_; }
    ResultIterator &operator++() {
        value_ = results_->next();
        return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return !value_; }

private:
    Results *results_;
    std::optional<value_type> value_;
};

enum class Order { as_submitted, as_finished };

template <class R, class Reader = detail::MapReader<R>> class ImapIterator {
public:
    using value_type = R;
    // `submit_next` submits the next chunk and gives its job, or nothing at the end of the input.
    ImapIterator(Order order, std::size_t window, std::function<std::shared_ptr<Job>()> submit_next)
        : order_(order), window_(window), submit_next_(std::move(submit_next)), finished_(std::make_shared<Finished>()) {
        fill();
    }

    // The next result, or nothing at the end. Throws what the task threw, and goes on with the next one at the next call;
    // TimeoutError when it is not there in time.
    std::optional<R> next(std::optional<Seconds> timeout = std::nullopt) { return next(Deadline::from(timeout)); }
    std::optional<R> next(Deadline deadline) {
        while (ready_.empty()) {
            fill();
            if (in_flight_.empty())
                return std::nullopt;
            const std::shared_ptr<Job> job = wait_for_one(deadline);
            std::erase(in_flight_, job);
            fill();
            for (auto &&value : Reader::read(*job))
                ready_.push_back(std::move(value));
        }
        R value = std::move(ready_.front());
        ready_.pop_front();
        return value;
    }

    ResultIterator<ImapIterator> begin() { return ResultIterator<ImapIterator>(*this); }
    std::default_sentinel_t end() const { return {}; }

    // Reads no more of the input; gives what is submitted and was not waited for.
    std::deque<std::shared_ptr<Job>> stop() {
        is_exhausted_ = true;
        return std::exchange(in_flight_, {});
    }

private:
    struct Finished { // filled by the pool's thread
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<std::shared_ptr<Job>> jobs;
    };

    void fill() {
        while (!is_exhausted_ && in_flight_.size() < window_) {
            std::shared_ptr<Job> job = submit_next_();
            if (!job) {
                is_exhausted_ = true;
                return;
            }
            if (order_ == Order::as_finished)
                job->when_done([finished = finished_, weak = std::weak_ptr(job)] {
                    const std::lock_guard lock(finished->mutex);
                    finished->jobs.push_back(weak.lock());
                    finished->changed.notify_one();
                });
            in_flight_.push_back(std::move(job));
        }
    }

    std::shared_ptr<Job> wait_for_one(Deadline deadline) {
        const auto late = [] { raise(Error{ErrorCode::timed_out, 0, "next", "the next result is not ready"}); };
        if (order_ == Order::as_submitted) {
            if (!in_flight_.front()->wait(deadline))
                late();
            return in_flight_.front();
        }
        std::unique_lock lock(finished_->mutex);
        const auto has_one = [this] { return !finished_->jobs.empty(); };
        if (deadline.is_never())
            finished_->changed.wait(lock, has_one);
        else if (!finished_->changed.wait_for(lock, deadline.left(), has_one))
            late();
        std::shared_ptr<Job> job = std::move(finished_->jobs.front());
        finished_->jobs.pop_front();
        return job;
    }

    const Order order_;
    const std::size_t window_;
    std::function<std::shared_ptr<Job>()> submit_next_;
    std::shared_ptr<Finished> finished_;
    std::deque<std::shared_ptr<Job>> in_flight_;
    std::deque<R> ready_;
    bool is_exhausted_ = false;
};

} // namespace poolscope
