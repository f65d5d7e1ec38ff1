// SPDX-License-Identifier: Apache-2.0
#pragma once

// A Pool whose workers are threads of this process (Python: multiprocessing.pool.ThreadPool): any callable will do, nothing is
// encoded, an exception comes back as it was thrown. Going out of scope terminates it: what is in hand is waited for.

#include "engine/mp/pool/async_result.h"
#include "engine/mp/pool/chunk_size.h"
#include "engine/mp/pool/imap_iterator.h"
#include "engine/mp/pool/thread_crew.h"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace poolscope {

namespace detail {

// A job that keeps what its calls give as it is.
template <class R> struct ThreadJob : Job {
    ThreadJob(std::size_t count, std::size_t chunk) : Job(calls_of(count, chunk)), values(count) {}
    std::vector<std::optional<R>> values;
    static JobCalls calls_of(std::size_t count, std::size_t chunk) {
        JobCalls calls;
        calls.count = count;
        calls.chunk = chunk;
        return calls;
    }
};

template <class R> struct ThreadReader {
    static R read(const Job &job) {
        raise_failure(job);
        return *static_cast<const ThreadJob<R> &>(job).values.front();
    }
};
template <class R> struct ThreadMapReader {
    static std::vector<R> read(const Job &job) {
        raise_failure(job);
        std::vector<R> results;
        for (const auto &value : static_cast<const ThreadJob<R> &>(job).values)
            results.push_back(*value);
        return results;
    }
};
template <> struct ThreadReader<void> {
    static void read(const Job &job) { raise_failure(job); }
};
template <> struct ThreadMapReader<void> : ThreadReader<void> {};

} // namespace detail

template <class R> using ThreadResult = AsyncResult<R, detail::ThreadReader<R>>;
template <class R>
using ThreadMapResult = AsyncResult<std::conditional_t<std::is_void_v<R>, void, std::vector<std::conditional_t<std::is_void_v<R>, int, R>>>, detail::ThreadMapReader<R>>;

class ThreadPool {
public:
    // ValueError for fewer than 1 thread. The default is one for each CPU that this process may use.
    explicit ThreadPool(int threads = static_cast<int>(std::thread::hardware_concurrency()), std::function<void()> initializer = {})
        : crew_(unwrap(ThreadCrew::create(threads, std::move(initializer)))) {}
    ThreadPool(ThreadPool &&) = default;
    ThreadPool &operator=(ThreadPool &&) = delete;
    ~ThreadPool() {
        if (crew_)
            crew_->terminate();
    }

    template <class F, class... A> auto apply_async(F function, A... arguments) {
        using R = std::decay_t<std::invoke_result_t<F &, A &...>>;
        return submit<ThreadResult<R>, R>(1, 1, [function = std::move(function), all = std::tuple(std::move(arguments)...)](std::size_t) mutable -> R {
            return std::apply(function, all);
        });
    }
    template <class F, class... A> auto apply(F function, A... arguments) {
        return apply_async(std::move(function), std::move(arguments)...).get();
    }
    // As Pool::map and its kin.
    template <class F, std::ranges::input_range Items>
    auto map_async(F function, Items &&items, std::optional<std::ptrdiff_t> chunksize = std::nullopt) {
        using Item = std::ranges::range_value_t<Items>;
        using R = std::decay_t<std::invoke_result_t<F &, Item &>>;
        if (chunksize && *chunksize < 1)
            refuse_chunk_size(*chunksize);
        std::vector<Item> all;
        for (auto &&item : items)
            all.push_back(std::forward<decltype(item)>(item));
        const std::size_t count = all.size();
        const std::size_t chunk = chunksize ? static_cast<std::size_t>(*chunksize) : default_chunk_size(count, crew_->size());
        return submit<ThreadMapResult<R>, R>(count, chunk, [function = std::move(function), all = std::move(all)](std::size_t index) mutable -> R {
            return function(all[index]);
        });
    }
    template <class F, std::ranges::input_range Items> auto map(F function, Items &&items, std::optional<std::ptrdiff_t> chunksize = std::nullopt) {
        return map_async(std::move(function), std::forward<Items>(items), chunksize).get();
    }
    template <class F, std::ranges::input_range Items>
    auto starmap_async(F function, Items &&items, std::optional<std::ptrdiff_t> chunksize = std::nullopt) {
        return map_async([function = std::move(function)](auto &item) mutable { return std::apply(function, item); }, std::forward<Items>(items), chunksize);
    }
    template <class F, std::ranges::input_range Items> auto starmap(F function, Items &&items, std::optional<std::ptrdiff_t> chunksize = std::nullopt) {
        return starmap_async(std::move(function), std::forward<Items>(items), chunksize).get();
    }
    template <class F, std::ranges::input_range Items> auto imap(F function, Items &&items, std::ptrdiff_t chunksize = 1, std::size_t window = 0) {
        return imap_in(Order::as_submitted, std::move(function), std::forward<Items>(items), chunksize, window);
    }
    template <class F, std::ranges::input_range Items> auto imap_unordered(F function, Items &&items, std::ptrdiff_t chunksize = 1, std::size_t window = 0) {
        return imap_in(Order::as_finished, std::move(function), std::forward<Items>(items), chunksize, window);
    }

    // As Pool::on_done.
    template <class R, class Reader, class Done>
    void on_done(const AsyncResult<R, Reader> &result, Done done, std::function<void(std::exception_ptr)> failed = {}) {
        result.job().when_done([result, done, failed, weak = std::weak_ptr(crew_)] {
            if (const auto crew = weak.lock())
                crew->callbacks().post([result, done, failed]() mutable { detail::tell(result, done, failed); });
        });
    }

    void close() { crew_->close(); }
    void terminate() { crew_->terminate(); }
    // ValueError while the pool still takes tasks.
    void join() { unwrap(crew_->join()); }
    int size() const { return crew_->size(); }
    std::string repr() const { return crew_->repr(); }

private:
    // `call` makes the call of that index.
    template <class R, class Call>
    static std::shared_ptr<Job> submit_job(ThreadCrew &crew, std::size_t count, std::size_t chunk, Call call, JobOrigin origin) {
        auto job = std::make_shared<detail::ThreadJob<std::conditional_t<std::is_void_v<R>, bool, R>>>(count, chunk);
        // Not the job itself: its work must not keep it alive, nor it its work.
        const auto run = [own = job.get(), call = std::make_shared<Call>(std::move(call))](std::size_t at) {
            try {
                for (std::size_t index = at * own->calls().chunk, left = own->calls_in(at); left > 0; ++index, --left) {
                    if constexpr (std::is_void_v<R>)
                        (*call)(index);
                    else
                        own->values[index].emplace((*call)(index));
                }
            } catch (...) {
                return own->fail(at, std::current_exception());
            }
            own->finish(at, {});
        };
        unwrap(crew.submit(job, run, origin));
        return job;
    }
    template <class Handle, class R, class Call> Handle submit(std::size_t count, std::size_t chunk, Call call) {
        auto job = submit_job<R>(*crew_, count, chunk, std::move(call), JobOrigin::call);
        return {job, [weak = std::weak_ptr(crew_), job] {
                    const auto crew = weak.lock();
                    return crew && crew->cancel(job);
                }};
    }

    template <class F, class Items> auto imap_in(Order order, F function, Items &&items, std::ptrdiff_t chunksize, std::size_t window) {
        using Item = std::ranges::range_value_t<Items>;
        using R = std::decay_t<std::invoke_result_t<F &, Item &>>;
        if (chunksize < 1)
            refuse_chunk_size(chunksize);
        auto chunks = std::make_shared<detail::ChunkReader<Item, Items>>(std::forward<Items>(items), static_cast<std::size_t>(chunksize));
        auto next = [crew = crew_, function = std::move(function), chunks = std::move(chunks)]() -> std::shared_ptr<Job> {
            std::vector<Item> chunk;
            try {
                chunk = chunks->next();
            } catch (...) {
                return failed_job(std::current_exception());
            }
            const std::size_t count = chunk.size();
            if (count == 0)
                return nullptr;
            return submit_job<R>(*crew, count, count, [function, chunk = std::move(chunk)](std::size_t index) mutable -> R { return function(chunk[index]); },
                                 JobOrigin::open_input);
        };
        auto input = std::make_shared<LazyInput>(order, window != 0 ? window : 32 * static_cast<std::size_t>(crew_->size()), std::move(next));
        unwrap(crew_->open(input));
        return ImapIterator<R, detail::ThreadMapReader<R>>(std::move(input));
    }

    std::shared_ptr<ThreadCrew> crew_;
};

} // namespace poolscope
