// SPDX-License-Identifier: Apache-2.0
#pragma once

// A fixed number of worker processes to which calls are handed out (Python: multiprocessing.Pool). Going out of scope
// terminates it, as leaving Python's `with` does: call close() and join() to let it finish. Functions are registered tasks.

#include "engine/mp/pool/async_result.h"
#include "engine/mp/pool/chunk_size.h"
#include "engine/mp/pool/imap_iterator.h"
#include "engine/mp/pool/make_job.h"
#include "engine/mp/pool/pool_core.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <ranges>
#include <tuple>

namespace poolscope {

class Pool {
public:
    // ValueError for fewer than 1 or more than 1,000 processes.
    explicit Pool(std::optional<int> processes = std::nullopt) : Pool(with_processes(processes)) {}
    // `initializer` is a task that each worker begins with.
    template <class R, class... P, class... A>
        requires std::is_invocable_v<R (*)(P...), A...>
    Pool(std::optional<int> processes, R (*initializer)(P...), A &&...arguments)
        : Pool(with_initializer(with_processes(processes), initializer, std::forward<A>(arguments)...)) {}
    explicit Pool(PoolOptions options) : core_(unwrap(PoolCore::create(std::move(options)))) {}
    Pool(Pool &&) = default;
    Pool &operator=(Pool &&) = delete;
    ~Pool() {
        if (core_)
            core_->terminate();
    }

    template <class R, class... P, class... A>
        requires std::is_invocable_v<R (*)(P...), A...>
    AsyncResult<std::decay_t<R>> apply_async(R (*function)(P...), A &&...arguments) {
        return apply_async(core_->options().tasks, function, std::forward<A>(arguments)...);
    }
    // With a time limit or retries of its own.
    template <class R, class... P, class... A>
        requires std::is_invocable_v<R (*)(P...), A...>
    AsyncResult<std::decay_t<R>> apply_async(TaskPolicy policy, R (*function)(P...), A &&...arguments) {
        using Arguments = std::tuple<std::decay_t<P>...>;
        return submitted<AsyncResult<std::decay_t<R>>>(
            detail::single_job<R, Arguments>(detail::task_of(function), Arguments(std::forward<A>(arguments)...), policy));
    }
    template <class R, class... P, class... A> std::decay_t<R> apply(R (*function)(P...), A &&...arguments) {
        return apply_async(function, std::forward<A>(arguments)...).get();
    }

    // Results in the order of the items; the first exception only after all have ended. Without a chunk size, the items
    // are cut as default_chunk_size says. ValueError for a chunk size below 1; in strict mode no item is called then.
    template <class R, class P, std::ranges::input_range Items = std::vector<std::decay_t<P>>>
    MapResult<std::decay_t<R>> map_async(R (*function)(P), Items &&items, std::optional<std::ptrdiff_t> chunksize = std::nullopt) {
        return map_as<task_frame::Kind::map, R, std::tuple<std::decay_t<P>>>(detail::task_of(function), std::forward<Items>(items), chunksize);
    }
    // With callbacks, as on_done has them.
    template <class R, class P, std::ranges::input_range Items = std::vector<std::decay_t<P>>, class Done>
    MapResult<std::decay_t<R>> map_async(R (*function)(P), Items &&items, std::optional<std::ptrdiff_t> chunksize, Done done,
                                         std::function<void(std::exception_ptr)> failed = {}) {
        auto result = map_async(function, std::forward<Items>(items), chunksize);
        on_done(result, std::move(done), std::move(failed));
        return result;
    }
    template <class R, class P, std::ranges::input_range Items = std::vector<std::decay_t<P>>>
    auto map(R (*function)(P), Items &&items, std::optional<std::ptrdiff_t> chunksize = std::nullopt) {
        return map_async(function, std::forward<Items>(items), chunksize).get();
    }
    // As map, for functions of several arguments; the items are tuples.
    template <class R, class... P, std::ranges::input_range Items = std::vector<std::tuple<std::decay_t<P>...>>>
    MapResult<std::decay_t<R>> starmap_async(R (*function)(P...), Items &&items, std::optional<std::ptrdiff_t> chunksize = std::nullopt) {
        return map_as<task_frame::Kind::starmap, R, std::tuple<std::decay_t<P>...>>(detail::task_of(function), std::forward<Items>(items), chunksize);
    }
    template <class R, class... P, std::ranges::input_range Items = std::vector<std::tuple<std::decay_t<P>...>>, class Done>
    MapResult<std::decay_t<R>> starmap_async(R (*function)(P...), Items &&items, std::optional<std::ptrdiff_t> chunksize, Done done,
                                             std::function<void(std::exception_ptr)> failed = {}) {
        auto result = starmap_async(function, std::forward<Items>(items), chunksize);
        on_done(result, std::move(done), std::move(failed));
        return result;
    }
    template <class R, class... P, std::ranges::input_range Items = std::vector<std::tuple<std::decay_t<P>...>>>
    auto starmap(R (*function)(P...), Items &&items, std::optional<std::ptrdiff_t> chunksize = std::nullopt) {
        return starmap_async(function, std::forward<Items>(items), chunksize).get();
    }

    // Results one by one, in the order of the items. Reads the input, which must outlive the results unless it is a temporary,
    // no further than `window` chunks ahead (0: 32 a worker; in strict mode as far as it goes, as Python does); after close() it
    // goes on, and join() reads the rest. What the input throws is the result of that position, and the last. ValueError for a
    // chunk size below 1.
    template <class R, class P, std::ranges::input_range Items = std::vector<std::decay_t<P>>>
    ImapIterator<std::decay_t<R>> imap(R (*function)(P), Items &&items, std::ptrdiff_t chunksize = 1, std::size_t window = 0) {
        return imap_in(Order::as_submitted, function, std::forward<Items>(items), chunksize, window);
    }
    // The same in the order in which they are ready.
    template <class R, class P, std::ranges::input_range Items = std::vector<std::decay_t<P>>>
    ImapIterator<std::decay_t<R>> imap_unordered(R (*function)(P), Items &&items, std::ptrdiff_t chunksize = 1, std::size_t window = 0) {
        return imap_in(Order::as_finished, function, std::forward<Items>(items), chunksize, window);
    }

    // Calls back on the pool's callback thread, which no result waits for, but join() does: `done` with the value, or `failed`
    // with the exception (Python: callback, error_callback). A callback that throws is logged; in strict mode it leaves the pool deaf.
    template <class R, class Reader, class Done>
    void on_done(const AsyncResult<R, Reader> &result, Done done, std::function<void(std::exception_ptr)> failed = {}) {
        result.job().when_done([result, done, failed, weak = std::weak_ptr(core_)] {
            if (const auto core = weak.lock())
                core->call_back([result, done, failed]() mutable { detail::tell(result, done, failed); });
        });
    }

    void close() { core_->close(); }
    // In strict mode AssertionError when a callback has killed the pool's hearing and something is pending.
    void terminate() {
        const bool is_deaf = core_->is_deaf_with_pending();
        core_->terminate();
        if (is_deaf)
            throw AssertionError(Error{ErrorCode::wrong_state, 0, "terminate", "Cannot have cache with result_hander not alive"});
    }
    // Until all is done, inputs of imap are read to their end, and everybody is called back. ValueError while the pool still
    // takes tasks.
    void join() { unwrap(core_->join()); }
    // More workers at once; fewer as they become idle.
    void resize(int processes) { unwrap(core_->resize(processes)); }
    // While paused no task is begun; those in hand go on.
    void pause() { core_->pause(); }
    void resume() { core_->resume(); }
    int size() const { return core_->size(); }
    StartMethod start_method() const { return core_->start_method(); }
    std::vector<pid_t> worker_pids() const { return core_->worker_pids(); }
    std::string repr() const { return core_->repr(); }

private:
    static PoolOptions with_processes(std::optional<int> processes) {
        PoolOptions options;
        options.processes = processes;
        return options;
    }

    template <class Handle> Handle submitted(std::shared_ptr<Job> job) {
        if (!job->is_ready())
            unwrap(core_->submit(job));
        return {job, [weak = std::weak_ptr(core_), job] {
                    const auto core = weak.lock();
                    return core && core->cancel(job);
                }};
    }

    template <task_frame::Kind kind, class R, class Arguments, class Items>
    MapResult<std::decay_t<R>> map_as(const Task *task, Items &&items, std::optional<std::ptrdiff_t> chunksize) {
        if (chunksize && *chunksize < 1 && !is_strict())
            refuse_chunk_size(*chunksize);
        unwrap(core_->check_running());
        const auto chunk_of = [&](std::size_t count) {
            return chunksize ? static_cast<std::size_t>(std::max<std::ptrdiff_t>(*chunksize, 1)) : default_chunk_size(count, core_->size());
        };
        auto job = detail::map_job<R, Arguments, kind>(task, std::forward<Items>(items), chunk_of, core_->options().tasks);
        if (chunksize && *chunksize < 1)
            job = detail::uncalled_job<R>(job->calls().count);
        return submitted<MapResult<std::decay_t<R>>>(std::move(job));
    }

    template <class R, class P, class Items>
    ImapIterator<std::decay_t<R>> imap_in(Order order, R (*function)(P), Items &&items, std::ptrdiff_t chunksize, std::size_t window) {
        if (chunksize < 1)
            refuse_chunk_size(chunksize);
        unwrap(core_->check_running());
        using Item = std::decay_t<P>;
        const auto size = static_cast<std::size_t>(chunksize);
        auto chunks = std::make_shared<detail::ChunkReader<Item, Items>>(std::forward<Items>(items), size);
        auto next = [core = core_, task = detail::task_of(function), size, chunks = std::move(chunks)]() -> std::shared_ptr<Job> {
            std::vector<Item> chunk;
            try {
                chunk = chunks->next();
            } catch (...) {
                return failed_job(std::current_exception());
            }
            if (chunk.empty())
                return nullptr;
            std::shared_ptr<Job> job;
            try {
                job = detail::map_job<R, std::tuple<Item>, task_frame::Kind::map>(task, std::move(chunk), [&](std::size_t) { return size; },
                                                                                 core->options().tasks);
            } catch (...) { // it cannot be sent: the others can
                return failed_job(std::current_exception());
            }
            if (!job->is_ready())
                unwrap(core->submit(job, Deadline::never(), JobOrigin::open_input));
            return job;
        };
        constexpr std::size_t whole_input = std::size_t{1} << 20;
        const std::size_t usual = is_strict() ? whole_input : 32 * static_cast<std::size_t>(core_->size());
        auto input = std::make_shared<LazyInput>(order, window != 0 ? window : usual, std::move(next));
        unwrap(core_->open(input));
        return ImapIterator<std::decay_t<R>>(std::move(input));
    }

    std::shared_ptr<PoolCore> core_;
};

// The initializer of a pool or executor, for its options: `options = with_initializer(options, load, "model.bin")`.
template <class Options, class R, class... P, class... A> Options with_initializer(Options options, R (*function)(P...), A &&...arguments) {
    options.initializer = detail::task_of(function, "the initializer")->name;
    options.initial_arguments = unwrap(encode_for_transfer(std::tuple<std::decay_t<P>...>(std::forward<A>(arguments)...)));
    return options;
}

} // namespace poolscope
