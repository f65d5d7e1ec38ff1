// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/sampling/pace_sampler.h"

#include "engine/scope/observe/recognition/thread_wait.h"

#include <algorithm>

namespace poolscope::observe {

namespace {

constexpr std::uint64_t fewest_tasks = 32;
// Of the time, in which the owner hands out tasks: else its pool mostly waits for some.
constexpr std::int64_t least_part = 10;

} // namespace

std::vector<Event> PaceSampler::sample(const Snapshot &snapshot, const Recognition &recognition) {
    std::vector<Event> events;
    std::map<ObjectId, Watched> now;
    for (const RecognisedPool &pool : recognition.pools) {
        const auto known = pools_.find(pool.id);
        Watched &watched = now[pool.id] = known != pools_.end() ? std::move(known->second) : Watched();
        if (watched.began_ns == 0)
            begin(pool, watched, snapshot.time_ns);
        meet(snapshot, recognition, pool, watched);
        if (watched.meetings < enough_meetings || snapshot.time_ns - watched.began_ns < shortest_window_ns)
            continue;
        const Watched before = watched;
        begin(pool, watched, snapshot.time_ns);
        const auto cost = cost_since(before, watched);
        watched.was_measured = true;
        if (cost || before.was_told) {
            const Cost told = cost.value_or(Cost());
            events.push_back({.time_ns = snapshot.time_ns, .process = pool.owner, .kind = EventKind::pool_pace, .certainty = Certainty::inferred,
                              .object = pool.id, .a = told.run_ns, .b = told.transfer_ns});
        }
        watched.was_told = cost.has_value();
    }
    pools_ = std::move(now);
    return events;
}

bool PaceSampler::wants_more() const {
    return std::ranges::any_of(pools_, [](const auto &entry) { return !entry.second.was_measured; });
}

// A worker runs its tasks in its main thread.
void PaceSampler::meet(const Snapshot &snapshot, const Recognition &recognition, const RecognisedPool &pool, Watched &watched) const {
    for (const ProcessKey worker : pool.workers) {
        const ProcessView *process = snapshot.process(worker);
        const auto thread = process == nullptr ? decltype(process->threads.begin())() : std::ranges::find(process->threads, worker.pid, [](const ThreadView &each) { return each.state.id; });
        if (process == nullptr || thread == process->threads.end())
            continue;
        ++watched.meetings;
        if (thread->block.kind == BlockKind::none)
            continue;
        const ObjectId object = wait_of(snapshot, recognition, *process, thread->block).object;
        watched.elsewhere += object != pool.tasks && object != pool.results ? 1 : 0;
    }
}

void PaceSampler::begin(const RecognisedPool &pool, Watched &watched, std::int64_t time_ns) const {
    watched.owner = count(pool.owner, true).value_or(Count());
    watched.workers.clear();
    for (const ProcessKey worker : pool.workers)
        if (const auto found = count(worker, false))
            watched.workers.emplace(worker, *found);
    watched.began_ns = time_ns;
    watched.meetings = watched.elsewhere = 0;
}

std::optional<PaceSampler::Count> PaceSampler::count(ProcessKey process, bool is_owner) const {
    const auto calls = source_.transfer_calls(process);
    const auto turns = source_.turns(process);
    if (!calls || !turns)
        return std::nullopt;
    Count found{.cpu_ns = 0, .calls = *calls};
    for (const auto &[thread, each] : *turns)
        found.cpu_ns += is_owner && thread == process.pid ? 0 : each.cpu_ns;
    return found;
}

// Whatever else the workers read and write is left out where the owner knows nothing of it. While workers come and go, those that are
// counted did not do all that the owner handed out.
std::optional<PaceSampler::Cost> PaceSampler::cost_since(const Watched &before, const Watched &now) const {
    const auto since = [](const Count &from, const Count &to) {
        return Count{to.cpu_ns - std::min(from.cpu_ns, to.cpu_ns), {to.calls.reads - std::min(from.calls.reads, to.calls.reads), to.calls.writes - std::min(from.calls.writes, to.calls.writes)}};
    };
    const Count owner = since(before.owner, now.owner);
    Count workers;
    std::uint64_t done = 0, present = 0;
    for (const auto &[key, from] : before.workers) {
        const auto to = now.workers.find(key);
        if (to == now.workers.end())
            continue;
        const Count own = since(from, to->second);
        workers.cpu_ns += own.cpu_ns;
        done += own.tasks();
        ++present;
    }
    done = std::min(done, owner.tasks());
    const bool is_steady = present == before.workers.size() && present == now.workers.size();
    const std::int64_t passed_ns = now.began_ns - before.began_ns;
    if (done < fewest_tasks || static_cast<std::int64_t>(owner.cpu_ns) < passed_ns / least_part)
        return std::nullopt;
    const double window_ns = static_cast<double>(passed_ns) * static_cast<double>(present);
    const double elsewhere_ns = window_ns * static_cast<double>(before.elsewhere) / static_cast<double>(before.meetings);
    return Cost{static_cast<std::int64_t>((static_cast<double>(workers.cpu_ns) + elsewhere_ns) / static_cast<double>(done)),
                static_cast<std::int64_t>(owner.cpu_ns / (is_steady ? done : owner.tasks()))};
}

} // namespace poolscope::observe
