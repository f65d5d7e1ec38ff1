// SPDX-License-Identifier: Apache-2.0
#pragma once

// A pool with futures (Python: concurrent.futures.ProcessPoolExecutor). A worker that dies costs the task that it had in
// hand; in strict mode, as in Python, it costs all pending futures and the executor. Going out of scope waits for the rest.

#include "engine/mp/executor/completion.h"
#include "engine/mp/executor/executor_map.h"
#include "engine/mp/executor/future.h"
#include "engine/mp/pool/make_job.h"
#include "engine/mp/pool/pool.h"

#include <csignal>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace poolscope {

struct ExecutorOptions {
    std::optional<int> max_workers{};          // not given: the CPUs that this process may use
    std::optional<StartMethod> start_method{}; // not given: the program's; spawn when max_tasks_per_child is given
    std::string initializer{};                 // see with_initializer
    std::string initial_arguments{};
    std::optional<std::int64_t> max_tasks_per_child{};
    TaskPolicy tasks{};                        // time limit and retries of every task
};

enum class CancelFutures { no, yes };

class ProcessPoolExecutor {
public:
    // ValueError for fewer than 1 worker or task per child, and for a task limit under fork.
    explicit ProcessPoolExecutor(std::optional<int> max_workers = std::nullopt);
    explicit ProcessPoolExecutor(ExecutorOptions options);
    ProcessPoolExecutor(const ProcessPoolExecutor &) = delete;
    ProcessPoolExecutor &operator=(const ProcessPoolExecutor &) = delete;
    ~ProcessPoolExecutor() { shutdown(); }

    // RuntimeError after shutdown; BrokenProcessPool when it is broken.
    template <class R, class... P, class... A>
        requires std::is_invocable_v<R (*)(P...), A...>
    Future<std::decay_t<R>> submit(R (*function)(P...), A &&...arguments) {
        using Arguments = std::tuple<std::decay_t<P>...>;
        auto job = detail::single_job<R, Arguments>(detail::task_of(function), Arguments(std::forward<A>(arguments)...), core_->options().tasks);
        submit_job(*core_, job);
        return {std::move(job), core_};
    }

    // The results in the order of the items, which are taken from all ranges in step until the shortest ends. All is submitted
    // now, unless a buffer size says how many chunks may be ahead of what was taken out: then items that are no temporaries must
    // outlive the results.
    template <class R, class... P, class... Items>
        requires(sizeof...(P) == sizeof...(Items))
    ExecutorMap<std::decay_t<R>> map(R (*function)(P...), Items &&...items) {
        return map(ExecutorMapOptions{}, function, std::forward<Items>(items)...);
    }
    template <class R, class... P, class... Items>
        requires(sizeof...(P) == sizeof...(Items))
    ExecutorMap<std::decay_t<R>> map(ExecutorMapOptions options, R (*function)(P...), Items &&...items) {
        static_assert(!std::is_void_v<R>, "map gives results one by one: the function must have one");
        check(options);
        using Arguments = std::tuple<std::decay_t<P>...>;
        auto kept = std::make_shared<std::tuple<Items...>>(std::forward<Items>(items)...);
        auto next = [pool = std::weak_ptr(core_), task = detail::task_of(function), chunksize = static_cast<std::size_t>(options.chunksize), kept,
                     at = std::apply([](auto &...each) { return std::tuple(std::ranges::begin(each)...); }, *kept),
                     end = std::apply([](auto &...each) { return std::tuple(std::ranges::end(each)...); }, *kept)]() mutable -> std::shared_ptr<Job> {
            const auto core = pool.lock();
            if (!core) // the executor is gone: what is under way still comes
                return nullptr;
            std::vector<Arguments> chunk;
            while (chunk.size() < chunksize && detail::are_inside(at, end)) {
                chunk.push_back(std::apply([](auto &...each) { return Arguments(*each...); }, at));
                std::apply([](auto &...each) { (++each, ...); }, at);
            }
            if (chunk.empty())
                return nullptr;
            auto job = detail::map_job<R, Arguments, task_frame::Kind::starmap>(task, std::move(chunk), [&](std::size_t) { return chunksize; },
                                                                               core->options().tasks);
            submit_job(*core, job);
            return job;
        };
        auto shared = std::make_shared<decltype(next)>(std::move(next));
        return {core_, options, [shared] { return (*shared)(); }};
    }

    // No more calls; RuntimeError for those who try. Waits for those that are pending, or cancels what has not begun.
    void shutdown(bool wait = true, CancelFutures cancel_futures = CancelFutures::no);
    // Ends the workers with SIGTERM, or SIGKILL, at once. What is pending fails in BrokenProcessPool.
    void terminate_workers() { end_workers(SIGTERM); }
    void kill_workers() { end_workers(SIGKILL); }

    std::vector<pid_t> worker_pids() const { return core_->worker_pids(); }
    int max_workers() const { return core_->size(); }
    StartMethod start_method() const { return core_->start_method(); }

private:
    static PoolOptions pool_options(ExecutorOptions options);
    static void check(const ExecutorMapOptions &options);
    static void submit_job(PoolCore &core, const std::shared_ptr<Job> &job);
    void end_workers(int signal);

    std::shared_ptr<PoolCore> core_;
};

} // namespace poolscope
