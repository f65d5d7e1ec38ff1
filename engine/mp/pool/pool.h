// SPDX-License-Identifier: Apache-2.0
#pragma once

// A fixed number of worker processes to which calls are handed out (Python: multiprocessing.Pool). Going out of scope
// terminates it, as leaving Python's `with` does: call close() and join() to let it finish. Functions are registered tasks.

#include "engine/mp/pool/async_result.h"
#include "engine/mp/pool/imap_iterator.h"
#include "engine/mp/pool/pool_core.h"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <tuple>

namespace poolscope {

class Pool {
public:
    // ValueError for fewer than 1 or more than 1,000 processes.
    explicit Pool(std::optional<int> processes = std::nullopt) : Pool(with_processes(processes)) {}
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
        const Arguments converted(std::forward<A>(arguments)...);
        auto job = std::make_shared<Job>(PoolCore::next_job_number(), 1, policy);
        std::vector<PoolTask> tasks;
        tasks.push_back(encode_task({job->number(), 0}, task_frame::Kind::apply, name_of(function), 1,
                                    [&](PickleWriter &writer) { Codec<Arguments>::write(writer, converted); }));
        unwrap(core_->submit(job, std::move(tasks)));
        return {job, canceller(job)};
    }
    template <class R, class... P, class... A> std::decay_t<R> apply(R (*function)(P...), A &&...arguments) {
        return apply_async(function, std::forward<A>(arguments)...).get();
    }

    // Results in the order of the items; the first exception only after all have ended. Without a chunk size, the items
    // are cut into four chunks a worker. ValueError for a chunk size of 0.
    template <class R, class P, std::ranges::input_range Items>
    MapResult<std::decay_t<R>> map_async(R (*function)(P), Items &&items, std::optional<std::size_t> chunksize = std::nullopt) {
        return submit_chunks<R, std::decay_t<P>>(function, task_frame::Kind::map, std::forward<Items>(items), chunksize);
    }
    template <class R, class P, std::ranges::input_range Items>
    auto map(R (*function)(P), Items &&items, std::optional<std::size_t> chunksize = std::nullopt) {
        return map_async(function, std::forward<Items>(items), chunksize).get();
    }
    template <class R, class P> auto map(R (*function)(P), std::initializer_list<std::decay_t<P>> items) {
        return map_async(function, items).get();
    }
    // As map, for functions of several arguments; the items are tuples.
    template <class R, class... P, std::ranges::input_range Items>
    MapResult<std::decay_t<R>> starmap_async(R (*function)(P...), Items &&items, std::optional<std::size_t> chunksize = std::nullopt) {
        return submit_chunks<R, std::tuple<std::decay_t<P>...>>(function, task_frame::Kind::starmap, std::forward<Items>(items), chunksize);
    }
    template <class R, class... P, std::ranges::input_range Items>
    auto starmap(R (*function)(P...), Items &&items, std::optional<std::size_t> chunksize = std::nullopt) {
        return starmap_async(function, std::forward<Items>(items), chunksize).get();
    }

    // Results one by one, in the order of the items. Reads the input, which must outlive the results, no further than
    // `window` chunks ahead (0: four a worker). ValueError for a chunk size of 0.
    template <class R, class P, std::ranges::input_range Items>
    ImapIterator<std::decay_t<R>> imap(R (*function)(P), Items &items, std::size_t chunksize = 1, std::size_t window = 0) {
        return imap_in(Order::as_submitted, function, items, chunksize, window);
    }
    // The same in the order in which they are ready.
    template <class R, class P, std::ranges::input_range Items>
    ImapIterator<std::decay_t<R>> imap_unordered(R (*function)(P), Items &items, std::size_t chunksize = 1, std::size_t window = 0) {
        return imap_in(Order::as_finished, function, items, chunksize, window);
    }

    // Calls back on the pool's callback thread, which no result waits for: `done` with the value, or `failed` with the
    // exception (Python: callback, error_callback).
    template <class R, class Reader, class Done>
    void on_done(const AsyncResult<R, Reader> &result, Done done, std::function<void(std::exception_ptr)> failed = {}) {
        result.job().when_done([result, done, failed, weak = std::weak_ptr(core_)] {
            if (const auto core = weak.lock())
                core->callbacks().post([result, done, failed] {
                    if (const std::exception_ptr exception = result.exception()) {
                        if (failed)
                            failed(exception);
                    } else if constexpr (std::is_void_v<R>) {
                        done();
                    } else {
                        done(result.get());
                    }
                });
        });
    }

    void close() { core_->close(); }
    void terminate() { core_->terminate(); }
    // ValueError while the pool still takes tasks.
    void join() { unwrap(core_->join()); }
    // More workers at once; fewer as they become idle.
    void resize(int processes) { unwrap(core_->resize(processes)); }
    // While paused no task is handed out.
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

    template <class R, class... P> static std::string_view name_of(R (*function)(P...)) {
        const Task *task = task_registry::find(reinterpret_cast<AnyFunction>(function));
        if (task == nullptr)
            raise(task_registry::not_registered("this function").value());
        return task->name;
    }

    static std::size_t checked(std::size_t chunksize) {
        if (chunksize == 0)
            raise(Error{ErrorCode::invalid_argument, 0, "map", "Chunksize must be 1+, not 0"});
        return chunksize;
    }

    std::function<bool()> canceller(const std::shared_ptr<Job> &job) const {
        return [weak = std::weak_ptr(core_), job] {
            const auto core = weak.lock();
            return core && core->cancel(job);
        };
    }

    template <class WriteArguments>
    static PoolTask encode_task(task_frame::TaskHead head, task_frame::Kind kind, std::string_view function, std::size_t items, WriteArguments &&write) {
        detail::encoding_refusal().reset();
        PoolTask task{task_frame::write_task(head, kind, function, items, std::forward<WriteArguments>(write)),
                      static_cast<std::int64_t>(items), std::string(function)};
        if (auto &refusal = detail::encoding_refusal())
            raise(*std::exchange(refusal, std::nullopt));
        return task;
    }

    template <class Item>
    static PoolTask encode_chunk(task_frame::TaskHead head, task_frame::Kind kind, std::string_view function, std::span<const Item> items) {
        return encode_task(head, kind, function, items.size(), [&](PickleWriter &writer) {
            for (const Item &item : items)
                Codec<Item>::write(writer, item);
        });
    }

    template <class R, class Item, class Function, class Items>
    MapResult<std::decay_t<R>> submit_chunks(Function function, task_frame::Kind kind, Items &&items, std::optional<std::size_t> chunksize) {
        const std::string_view name = name_of(function);
        std::vector<Item> all;
        for (auto &&item : items)
            all.emplace_back(std::forward<decltype(item)>(item));
        const auto slots = 4 * static_cast<std::size_t>(core_->size());
        const std::size_t size = chunksize ? checked(*chunksize) : std::max<std::size_t>(1, (all.size() + slots - 1) / slots);
        const std::size_t chunks = (all.size() + size - 1) / size;
        auto job = std::make_shared<Job>(PoolCore::next_job_number(), chunks, core_->options().tasks);
        std::vector<PoolTask> tasks;
        for (std::size_t chunk = 0; chunk < chunks; ++chunk)
            tasks.push_back(encode_chunk<Item>({job->number(), static_cast<std::int64_t>(chunk)}, kind, name,
                                               std::span<const Item>(all).subspan(chunk * size, std::min(size, all.size() - chunk * size))));
        unwrap(core_->submit(job, std::move(tasks)));
        return {job, canceller(job)};
    }

    template <class R, class P, class Items>
    ImapIterator<std::decay_t<R>> imap_in(Order order, R (*function)(P), Items &items, std::size_t chunksize, std::size_t window) {
        using Item = std::decay_t<P>;
        const std::string_view name = name_of(function);
        checked(chunksize);
        auto next = [core = core_, name, chunksize, at = std::ranges::begin(items), end = std::ranges::end(items)]() mutable -> std::shared_ptr<Job> {
            std::vector<Item> chunk;
            for (; chunk.size() < chunksize && at != end; ++at)
                chunk.emplace_back(*at);
            if (chunk.empty())
                return nullptr;
            auto job = std::make_shared<Job>(PoolCore::next_job_number(), 1, core->options().tasks);
            std::vector<PoolTask> tasks;
            tasks.push_back(encode_chunk<Item>({job->number(), 0}, task_frame::Kind::map, name, chunk));
            unwrap(core->submit(job, std::move(tasks)));
            return job;
        };
        // std::function wants copies; the input iterator may only be moved.
        auto shared = std::make_shared<decltype(next)>(std::move(next));
        return {order, window != 0 ? window : 4 * static_cast<std::size_t>(core_->size()), [shared] { return (*shared)(); }};
    }

    std::shared_ptr<PoolCore> core_;
};

// The initializer of a pool, for PoolOptions: `options = with_initializer(options, load, "model.bin")`.
template <class R, class... P, class... A> PoolOptions with_initializer(PoolOptions options, R (*function)(P...), A &&...arguments) {
    const Task *task = task_registry::find(reinterpret_cast<AnyFunction>(function));
    if (task == nullptr)
        raise(task_registry::not_registered("the initializer").value());
    options.initializer = task->name;
    options.initial_arguments = unwrap(encode_for_transfer(std::tuple<std::decay_t<P>...>(std::forward<A>(arguments)...)));
    return options;
}

} // namespace poolscope
