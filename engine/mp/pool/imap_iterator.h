// SPDX-License-Identifier: Apache-2.0
#pragma once

// The results of imap and imap_unordered, one after the other. The input is read only as far as a window of chunks ahead
// of what was taken out, so an endless input runs in constant memory; what is not taken out any more is not read. Used by
// one thread.

#include "engine/mp/pool/async_result.h"
#include "engine/mp/pool/lazy_input.h"

#include <cstddef>
#include <deque>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

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

template <class R, class Reader = detail::MapReader<R>> class ImapIterator {
public:
    using value_type = R;
    explicit ImapIterator(std::shared_ptr<LazyInput> input) : input_(std::move(input)) { input_->begin(); }
    ImapIterator(ImapIterator &&) = default;
    ImapIterator &operator=(ImapIterator &&) = delete;
    ~ImapIterator() { stop(); }

    // The next result, or nothing at the end. Throws what the task threw, and goes on with the next one at the next call;
    // TimeoutError when it is not there in time.
    std::optional<R> next(std::optional<Seconds> timeout = std::nullopt) { return next(Deadline::from(timeout)); }
    std::optional<R> next(Deadline deadline) {
        while (ready_.empty()) {
            input_->read_ahead();
            const std::shared_ptr<Job> job = input_->next(deadline);
            if (!job)
                return std::nullopt;
            input_->read_ahead();
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
    std::deque<std::shared_ptr<Job>> stop() { return input_ ? input_->abandon() : std::deque<std::shared_ptr<Job>>{}; }

private:
    std::shared_ptr<LazyInput> input_;
    std::deque<R> ready_;
};

} // namespace poolscope
