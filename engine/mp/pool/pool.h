// SPDX-License-Identifier: Apache-2.0
#pragma once

// A fixed number of worker processes to which calls are handed out (Python: multiprocessing.Pool). Going out of scope
// terminates it, as leaving Python's `with` does: call close() and join() to let it finish. Functions are registered tasks.

#include "engine/mp/pool/async_result.h"
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
        const std::string_view name = name_of(function);
        const std::tuple<std::decay_t<P>...> converted(std::forward<A>(arguments)...);
        auto job = std::make_shared<Job>(PoolCore::next_job_number(), 1);
        std::vector<PoolTask> tasks;
        tasks.push_back(task({job->number(), 0}, task_frame::Kind::apply, name, 1, [&](PickleWriter &writer) {
            Codec<std::tuple<std::decay_t<P>...>>::write(writer, converted);
        }));
        unwrap(core_->submit(job, std::move(tasks)));
        return AsyncResult<std::decay_t<R>>(std::move(job));
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

    void close() { core_->close(); }
    void terminate() { core_->terminate(); }
    // ValueError while the pool still takes tasks.
    void join() { unwrap(core_->join()); }
    // More workers at once; fewer as they become idle.
    void resize(int processes) { unwrap(core_->resize(processes)); }
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

    template <class WriteArguments>
    static PoolTask task(task_frame::TaskHead head, task_frame::Kind kind, std::string_view function, std::size_t items, WriteArguments &&write) {
        detail::encoding_refusal().reset();
        PoolTask task{task_frame::write_task(head, kind, function, items, std::forward<WriteArguments>(write)),
                      static_cast<std::int64_t>(items), std::string(function)};
        if (auto &refusal = detail::encoding_refusal())
            raise(*std::exchange(refusal, std::nullopt));
        return task;
    }

    template <class R, class Item, class Function, class Items>
    MapResult<std::decay_t<R>> submit_chunks(Function function, task_frame::Kind kind, Items &&items, std::optional<std::size_t> chunksize) {
        const std::string_view name = name_of(function);
        std::vector<Item> all;
        for (auto &&item : items)
            all.emplace_back(std::forward<decltype(item)>(item));
        if (chunksize && *chunksize == 0)
            raise(Error{ErrorCode::invalid_argument, 0, "map", "Chunksize must be 1+, not 0"});
        const auto workers = static_cast<std::size_t>(core_->size());
        const std::size_t size = chunksize.value_or(std::max<std::size_t>(1, (all.size() + 4 * workers - 1) / (4 * workers)));
        const std::size_t chunks = (all.size() + size - 1) / size;
        auto job = std::make_shared<Job>(PoolCore::next_job_number(), chunks);
        std::vector<PoolTask> tasks;
        for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
            const std::size_t begin = chunk * size, end = std::min(begin + size, all.size());
            tasks.push_back(task({job->number(), static_cast<std::int64_t>(chunk)}, kind, name, end - begin, [&](PickleWriter &writer) {
                for (std::size_t index = begin; index < end; ++index)
                    Codec<Item>::write(writer, all[index]);
            }));
        }
        unwrap(core_->submit(job, std::move(tasks)));
        return MapResult<std::decay_t<R>>(std::move(job));
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
