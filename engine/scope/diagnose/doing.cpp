// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/doing.h"

#include "engine/scope/diagnose/held_up.h"
#include "engine/scope/diagnose/knot.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace poolscope::diagnose {

namespace {

constexpr std::size_t most_threads = 4, most_processes = 256;

void add(std::vector<Doing> &all, Doing one, const DoTheSame &do_the_same) {
    const auto known = std::ranges::find_if(all, [&](const Doing &each) { return each.waiting == one.waiting && do_the_same(each, one); });
    if (known == all.end()) {
        all.push_back(std::move(one));
        return;
    }
    const int count = static_cast<int>(known->processes.size());
    for (std::size_t index = 0; index < std::min(one.threads.size(), known->threads.size()); ++index) {
        state::Activity &mean = known->threads[index].activity;
        const state::Activity &more = one.threads[index].activity;
        mean.had = (mean.had * count + more.had) / (count + 1);
        mean.lacked = (mean.lacked * count + more.lacked) / (count + 1);
        mean.rests_since_ns = std::min(mean.rests_since_ns, more.rests_since_ns) == 0 ? 0 : std::max(mean.rests_since_ns, more.rests_since_ns);
    }
    known->processes.push_back(one.processes.front());
}

std::string_view name_of(const state::State &state, ObjectId object) {
    const state::ChannelRow *channel = state.channel(object);
    const state::LockRow *lock = state.lock(object);
    return channel != nullptr ? channel->name : lock != nullptr ? lock->name : std::string_view();
}

// For what it waits, and whether it wants a CPU.
std::tuple<WaitKind, std::string_view, bool> occupation(const state::State &state, const Doing &doing, const DoingThread &thread) {
    const state::ProcessRow *row = state.process(doing.processes.front());
    const auto wait = row->waits.find(thread.id);
    return wait != row->waits.end() ? std::tuple(wait->second.kind, name_of(state, wait->second.object), false)
                                    : std::tuple(WaitKind::none, std::string_view(), thread.activity.wanted() != 0);
}

} // namespace

std::vector<DoingThread> threads_of(const state::State &state, ProcessKey process, WhichThreads which) {
    std::vector<DoingThread> threads;
    const state::ProcessRow *row = state.process(process);
    if (row == nullptr)
        return threads;
    std::set<std::int32_t> ids;
    for (const auto &[thread, activity] : row->activities)
        ids.insert(thread);
    for (const auto &[thread, wait] : row->waits)
        ids.insert(thread);
    for (const std::int32_t id : ids) {
        const auto block = row->blocks.find(id);
        if (which == WhichThreads::own_only && block != row->blocks.end() && !block->second.gives_up())
            continue;
        const auto activity = row->activities.find(id);
        threads.push_back({id, activity != row->activities.end() ? activity->second : state::Activity()});
    }
    std::ranges::stable_sort(threads, std::ranges::greater(), [](const DoingThread &each) { return each.activity.wanted(); });
    threads.resize(std::min(threads.size(), most_threads));
    return threads;
}

std::vector<Doing> doings(const state::State &state, const DoTheSame &do_the_same) {
    std::vector<Doing> all;
    for (const HeldUp &each : held_up(state))
        add(all, {{each.by}, threads_of(state, each.by, WhichThreads::own_only), each.waiting}, do_the_same);
    if (!all.empty())
        return all;
    std::size_t told = 0;
    for (const auto &[key, row] : state.processes())
        if (row.is_alive() && row.state != ProcessState::zombie && is_of_program(state, key) && told++ < most_processes)
            add(all, {{key}, threads_of(state, key, WhichThreads::all), {}}, do_the_same);
    return all;
}

bool do_the_same(const state::State &state, const Doing &one, const Doing &other) {
    return std::ranges::equal(one.threads, other.threads, [&](const DoingThread &left, const DoingThread &right) {
        return occupation(state, one, left) == occupation(state, other, right);
    });
}

} // namespace poolscope::diagnose
