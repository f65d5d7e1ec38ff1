// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/recognition.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string_view>

namespace poolscope::observe {

namespace {

// Its main one, one that feeds its queue of calls, and one that manages it.
constexpr int fewest_threads_of_executor = 3;

const PipeView *pipe_of(const Snapshot &snapshot, const RecognisedChannel &channel) {
    const auto found = snapshot.pipes.find(channel.pipe);
    return found != snapshot.pipes.end() ? &found->second : nullptr;
}

bool holds(const PipeView &pipe, ProcessKey process, bool reads, bool writes) {
    return pipe.is_held(process, Direction::read) == reads && pipe.is_held(process, Direction::write) == writes;
}

bool has_both(const PipeView &pipe, ProcessKey process) {
    return holds(pipe, process, true, true);
}

// Who forks wakes its thread through a pipe which its workers have as well; who spawns through one of its own.
bool has_waking_pipe(const Snapshot &snapshot, const RecognisedPool &pool, const PipeView &calls) {
    return std::ranges::any_of(snapshot.pipes, [&](const auto &entry) {
        const PipeView &pipe = entry.second;
        return pipe.key != calls.key && has_both(pipe, pool.owner) && pipe.number_in(pool.owner) < calls.number_in(pool.owner) &&
               std::ranges::all_of(pipe.ends, [&](const EndView &end) {
                   return end.process == pool.owner || std::ranges::find(pool.workers, end.process) != pool.workers.end();
               });
    });
}

// Those that have both ends of both queues: the first of them made them, the others are its workers.
std::optional<RecognisedPool> executor_on(const Snapshot &snapshot, const RecognisedChannel &calls, const RecognisedChannel &results) {
    const PipeView *in = pipe_of(snapshot, calls), *out = pipe_of(snapshot, results);
    if (calls.kind != ChannelKind::queue || calls.capacity < 2 || results.kind != ChannelKind::simple_queue || in == nullptr || out == nullptr)
        return std::nullopt;
    RecognisedPool pool;
    for (const ProcessView &process : snapshot.processes) {
        if (!process.is_in_tree || process.stat.has_ended() || !has_both(*in, process.stat.key) || !has_both(*out, process.stat.key))
            continue;
        if (pool.owner)
            pool.workers.push_back(process.stat.key);
        else if (process.stat.threads >= fewest_threads_of_executor)
            pool.owner = process.stat.key;
        else
            return std::nullopt;
    }
    const bool is_one = !pool.workers.empty() && static_cast<std::int64_t>(pool.workers.size()) < calls.capacity && has_waking_pipe(snapshot, pool, *in);
    return is_one ? std::optional(std::move(pool)) : std::nullopt;
}

void add_pool(Recognition &recognition, RecognisedPool pool, std::string_view label, RecognisedChannel &tasks, RecognisedChannel &results) {
    pool.name = fmt::format("{}-{}", label, 1 + std::ranges::count_if(recognition.pools, [&](const RecognisedPool &each) { return each.name.starts_with(label); }));
    pool.id = pool_on(tasks.id);
    pool.tasks = tasks.id;
    pool.results = results.id;
    tasks.kind = ChannelKind::tasks;
    tasks.name = pool.name + " tasks";
    results.kind = ChannelKind::results;
    results.name = pool.name + " results";
    recognition.pools.push_back(std::move(pool));
}

} // namespace

// It queues one call more than it has workers, and forks all of them at once.
bool is_of_forked_executor(const Snapshot &snapshot, const SemaphoreView &free_slots) {
    const auto &users = free_slots.mapped_by;
    const ProcessView *owner = users.empty() ? nullptr : snapshot.process(users.front());
    return owner != nullptr && owner->stat.threads >= fewest_threads_of_executor && free_slots.lock->maximum == static_cast<int>(users.size()) &&
           std::all_of(users.begin() + 1, users.end(), [&](ProcessKey user) {
               const ProcessView *worker = snapshot.process(user);
               return worker != nullptr && worker->role.start_method == StartMethod::fork;
           });
}

void find_pools(const Snapshot &snapshot, Recognition &recognition) {
    auto &channels = recognition.channels;
    for (std::size_t index = 0; index + 1 < channels.size(); ++index) {
        RecognisedChannel &tasks = channels[index], &results = channels[index + 1];
        if (auto executor = executor_on(snapshot, tasks, results)) {
            add_pool(recognition, *std::move(executor), "Executor", tasks, results);
            ++index;
            continue;
        }
        const PipeView *in = pipe_of(snapshot, tasks), *out = pipe_of(snapshot, results);
        if (tasks.kind != ChannelKind::simple_queue || results.kind != ChannelKind::simple_queue || in == nullptr || out == nullptr)
            continue;
        RecognisedPool pool;
        for (const ProcessView &process : snapshot.processes) {
            if (!process.is_in_tree)
                continue;
            if (holds(*in, process.stat.key, true, false) && holds(*out, process.stat.key, false, true))
                pool.workers.push_back(process.stat.key);
            else if (!pool.owner && holds(*in, process.stat.key, true, true) && holds(*out, process.stat.key, true, true))
                pool.owner = process.stat.key;
        }
        if (pool.workers.empty() || !pool.owner)
            continue;
        add_pool(recognition, std::move(pool), "Pool", tasks, results);
        if (index + 2 < channels.size() && channels[index + 2].kind == ChannelKind::simple_queue) {
            RecognisedChannel &notifier = channels[index + 2];
            RecognisedPool &added = recognition.pools.back();
            if (const PipeView *pipe = pipe_of(snapshot, notifier); pipe != nullptr && has_both(*pipe, added.owner)) {
                notifier.name = added.name + " notifier";
                added.notifier = notifier.id;
            }
        }
        ++index;
    }
}

} // namespace poolscope::observe
