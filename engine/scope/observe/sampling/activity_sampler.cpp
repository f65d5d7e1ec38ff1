// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/sampling/activity_sampler.h"

#include "engine/scope/observe/kernel/last_run.h"

#include <algorithm>
#include <cstdlib>

namespace poolscope::observe {

namespace {

constexpr std::int64_t interval_ns = 1'000'000'000, first_interval_ns = 300'000'000;
constexpr std::int64_t whole = 1000, noticeable = 50; // thousandths of the time

} // namespace

std::vector<Event> ActivitySampler::sample(const ProcessTree &tree, std::int64_t time_ns) {
    events_.clear();
    if (time_ns < next_ns_)
        return {};
    time_ns_ = time_ns;
    next_ns_ = time_ns + (processes_.empty() ? first_interval_ns : interval_ns);
    std::map<ProcessKey, Process> now;
    for (const ProcessStat &stat : tree.processes)
        if (!stat.has_ended()) {
            const auto known = processes_.find(stat.key);
            Process &process = now[stat.key] = known != processes_.end() ? std::move(known->second) : Process();
            measure(stat, process);
        }
    processes_ = std::move(now);
    return std::move(events_);
}

void ActivitySampler::measure(const ProcessStat &stat, Process &process) {
    const auto activity = stat.activity ? Result<std::uint64_t>(*stat.activity) : source_.activity(stat.key, stat.threads);
    if (activity && process.activity == *activity) { // none of its threads ran
        for (auto &[id, thread] : process.threads)
            tell(stat.key, id, thread, {0, 0, rests_since(thread)});
    } else if (const auto turns = source_.turns(stat.key)) {
        take_turns(stat.key, process, *turns);
    }
    process.activity = activity ? std::optional(*activity) : std::nullopt;
    process.measured_ns = time_ns_;
}

void ActivitySampler::take_turns(ProcessKey key, Process &process, const std::map<pid_t, ThreadTurns> &turns) {
    const auto part = [&](std::uint64_t from, std::uint64_t to) {
        return to <= from ? 0 : std::min(static_cast<std::int64_t>(to - from) * whole / (time_ns_ - process.measured_ns), whole);
    };
    for (const auto &[id, now] : turns) {
        const auto [place, is_new] = process.threads.try_emplace(id);
        Thread &thread = place->second;
        const ThreadTurns before = std::exchange(thread.turns, now);
        if (is_new) {
            thread.ran_ns = time_ns_ - source_.rest_ns(key, id).value_or(0);
            continue;
        }
        const bool has_run = now.count != before.count || now.cpu_ns != before.cpu_ns;
        thread.ran_ns = has_run ? time_ns_ : thread.ran_ns;
        const std::int64_t had = part(before.cpu_ns, now.cpu_ns);
        const std::int64_t lacked = std::min(part(before.queued_ns, now.queued_ns), whole - had); // the kernel adds turns that began before
        const bool is_worth_it = had + lacked >= noticeable;
        tell(key, id, thread, {is_worth_it ? had : 0, is_worth_it ? lacked : 0, rests_since(thread)});
    }
    std::erase_if(process.threads, [&](const auto &entry) {
        const bool has_ended = !turns.contains(entry.first);
        if (has_ended && entry.second.told)
            tell(key, entry.first, -1, 0);
        return has_ended;
    });
}

std::int64_t ActivitySampler::rests_since(const Thread &thread) const {
    return time_ns_ - thread.ran_ns >= shortest_rest_ns ? thread.ran_ns : 0;
}

void ActivitySampler::tell(ProcessKey key, pid_t thread, Thread &known, Activity now) {
    const auto is_near = [](std::int64_t one, std::int64_t other) { return std::abs(one - other) < noticeable && (one == 0) == (other == 0); };
    if (known.told && is_near(known.told->had, now.had) && is_near(known.told->lacked, now.lacked) && known.told->rests_since_ns == now.rests_since_ns)
        return;
    known.told = now;
    tell(key, thread, now.had | now.lacked << 16, now.rests_since_ns);
}

void ActivitySampler::tell(ProcessKey key, pid_t thread, std::int64_t a, std::int64_t b) {
    events_.push_back({.time_ns = time_ns_, .process = key, .thread = thread, .kind = EventKind::thread_activity, .a = a, .b = b});
}

} // namespace poolscope::observe
