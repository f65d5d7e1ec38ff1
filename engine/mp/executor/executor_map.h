// SPDX-License-Identifier: Apache-2.0
#pragma once

// The results of ProcessPoolExecutor::map, one after the other. The first exception or a passed timeout ends it and cancels
// what is left, as leaving it early does. Used by one thread.

#include "engine/mp/pool/imap_iterator.h"
#include "engine/mp/pool/pool_core.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

namespace poolscope {

struct ExecutorMapOptions {
    std::optional<Seconds> timeout{};           // of all of it, counted from the call
    std::ptrdiff_t chunksize = 1;               // calls in each task
    std::optional<std::ptrdiff_t> buffersize{}; // tasks ahead of what was taken out; not given: all of them
};

namespace detail {
// Whether none of the iterators has reached its end.
template <class... At, class... End> bool are_inside(std::tuple<At...> &at, std::tuple<End...> &end) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return ((std::get<I>(at) != std::get<I>(end)) && ...); }(std::index_sequence_for<At...>{});
}
} // namespace detail

template <class R> class ExecutorMap {
public:
    using value_type = R;
    // `submit_next` submits the next chunk and gives its job, or nothing at the end of the input.
    ExecutorMap(std::weak_ptr<PoolCore> pool, const ExecutorMapOptions &options, std::function<std::shared_ptr<Job>()> submit_next)
        : pool_(std::move(pool)), deadline_(Deadline::from(options.timeout)),
          results_(std::make_shared<LazyInput>(Order::as_submitted, options.buffersize ? static_cast<std::size_t>(*options.buffersize) : SIZE_MAX, std::move(submit_next))) {}
    ExecutorMap(ExecutorMap &&) = default;
    ExecutorMap &operator=(ExecutorMap &&) = delete;
    ~ExecutorMap() { cancel_rest(); }

    // Nothing at the end. TimeoutError; what the function threw.
    std::optional<R> next() {
        try {
            return results_.next(deadline_);
        } catch (...) {
            cancel_rest();
            throw;
        }
    }
    ResultIterator<ExecutorMap> begin() { return ResultIterator<ExecutorMap>(*this); }
    std::default_sentinel_t end() const { return {}; }

private:
    void cancel_rest() {
        const auto pool = pool_.lock();
        for (const auto &job : results_.stop())
            if (pool && !job->is_ready())
                pool->cancel(job);
    }

    std::weak_ptr<PoolCore> pool_;
    Deadline deadline_;
    ImapIterator<R> results_;
};

} // namespace poolscope
