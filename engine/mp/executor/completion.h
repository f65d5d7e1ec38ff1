// SPDX-License-Identifier: Apache-2.0
#pragma once

// Waiting for several futures at once (Python: concurrent.futures.wait and as_completed).

#include "engine/mp/executor/future.h"

#include <condition_variable>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace poolscope {

namespace detail {

// Which of some jobs have ended, in the order in which they did.
class Completion {
public:
    void watch(std::size_t index, Job &job);
    // Nothing when the deadline passed.
    std::optional<std::size_t> next(Deadline deadline);

private:
    struct Shared {
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<std::size_t> done;
    };
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

} // namespace detail

enum class ReturnWhen { first_completed, first_exception, all_completed };
// As Python spells them.
inline constexpr ReturnWhen FIRST_COMPLETED = ReturnWhen::first_completed;
inline constexpr ReturnWhen FIRST_EXCEPTION = ReturnWhen::first_exception;
inline constexpr ReturnWhen ALL_COMPLETED = ReturnWhen::all_completed;

template <class R> struct WaitedFutures {
    std::vector<Future<R>> done, not_done; // in the order in which they were given
};

// Returns when the condition holds or the timeout passed. A future that is given twice counts once for each.
template <class R>
WaitedFutures<R> wait(const std::vector<Future<R>> &futures, std::optional<Seconds> timeout = std::nullopt, ReturnWhen when = ReturnWhen::all_completed) {
    const Deadline deadline = Deadline::from(timeout);
    detail::Completion completion;
    for (std::size_t index = 0; index < futures.size(); ++index)
        completion.watch(index, *futures[index].job());
    for (std::size_t left = futures.size(); left > 0; --left) {
        const auto ended = completion.next(deadline);
        if (!ended || when == ReturnWhen::first_completed)
            break;
        if (when == ReturnWhen::first_exception && futures[*ended].job()->failure() != nullptr && !futures[*ended].cancelled())
            break;
    }
    WaitedFutures<R> result;
    for (const Future<R> &future : futures)
        (future.done() ? result.done : result.not_done).push_back(future);
    return result;
}

// The futures as they get done, one after the other: for (const auto &future : as_completed(futures)).
template <class R> class AsCompleted {
public:
    AsCompleted(std::vector<Future<R>> futures, Deadline deadline) : futures_(std::move(futures)), deadline_(deadline) {
        for (std::size_t index = 0; index < futures_.size(); ++index)
            completion_.watch(index, *futures_[index].job());
    }
    // Nothing after the last. TimeoutError when none is done in time, counted from the call of as_completed.
    std::optional<Future<R>> next() {
        if (given_ == futures_.size())
            return std::nullopt;
        const auto index = completion_.next(deadline_);
        if (!index)
            raise(Error{ErrorCode::timed_out, 0, "as_completed", std::to_string(futures_.size() - given_) + " (of " + std::to_string(futures_.size()) + ") futures unfinished"});
        ++given_;
        return futures_[*index];
    }

    class Iterator {
    public:
        using value_type = Future<R>;
        using difference_type = std::ptrdiff_t;
        explicit Iterator(AsCompleted &all) : all_(&all), future_(all.next()) {}
        const Future<R> &operator*() const { return *future_; }
        Iterator &operator++() {
            future_ = all_->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return !future_; }

    private:
        AsCompleted *all_;
        std::optional<Future<R>> future_;
    };
    Iterator begin() { return Iterator(*this); }
    std::default_sentinel_t end() const { return {}; }

private:
    std::vector<Future<R>> futures_;
    Deadline deadline_;
    detail::Completion completion_;
    std::size_t given_ = 0;
};

template <class R> AsCompleted<R> as_completed(std::vector<Future<R>> futures, std::optional<Seconds> timeout = std::nullopt) {
    return {std::move(futures), Deadline::from(timeout)};
}

} // namespace poolscope
