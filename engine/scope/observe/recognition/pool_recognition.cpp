// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/recognition.h"

#include <fmt/format.h>

namespace poolscope::observe {

namespace {

const PipeView *pipe_of(const Snapshot &snapshot, const RecognisedChannel &channel) {
    const auto found = snapshot.pipes.find(channel.pipe);
    return found != snapshot.pipes.end() ? &found->second : nullptr;
}

bool holds(const PipeView &pipe, ProcessKey process, bool reads, bool writes) {
    return pipe.is_held(process, Direction::read) == reads && pipe.is_held(process, Direction::write) == writes;
}

} // namespace

void find_pools(const Snapshot &snapshot, Recognition &recognition) {
    auto &channels = recognition.channels;
    for (std::size_t index = 0; index + 1 < channels.size(); ++index) {
        RecognisedChannel &tasks = channels[index], &results = channels[index + 1];
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
        pool.name = fmt::format("Pool-{}", recognition.pools.size() + 1);
        pool.id = pool_on(tasks.id);
        pool.tasks = tasks.id;
        pool.results = results.id;
        tasks.kind = ChannelKind::tasks;
        tasks.name = pool.name + " tasks";
        results.kind = ChannelKind::results;
        results.name = pool.name + " results";
        if (index + 2 < channels.size() && channels[index + 2].kind == ChannelKind::simple_queue) {
            RecognisedChannel &notifier = channels[index + 2];
            if (const PipeView *pipe = pipe_of(snapshot, notifier); pipe != nullptr && holds(*pipe, pool.owner, true, true)) {
                notifier.name = pool.name + " notifier";
                pool.notifier = notifier.id;
            }
        }
        recognition.pools.push_back(std::move(pool));
        ++index;
    }
}

} // namespace poolscope::observe
