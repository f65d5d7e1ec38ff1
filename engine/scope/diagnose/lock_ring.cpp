// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/lock_ring.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace poolscope::diagnose {

namespace {

// What two processes tell may come in another order than it happened, for moments.
constexpr std::int64_t longest_disorder_ns = 10'000'000;

using Thread = std::pair<ProcessKey, std::int32_t>;

const state::Wait *lock_wait(const state::State &state, const Thread &thread) {
    const state::ProcessRow *row = state.process(thread.first);
    if (row == nullptr || !row->is_alive())
        return nullptr;
    const auto wait = row->waits.find(thread.second);
    return wait == row->waits.end() || wait->second.kind != WaitKind::acquire ? nullptr : &wait->second;
}

// Who alone can give that thread what it waits for: only a lock for one has such a holder.
std::optional<Thread> holder_for(const state::State &state, const Thread &thread) {
    const state::Wait *wait = lock_wait(state, thread);
    const state::LockRow *lock = wait == nullptr ? nullptr : state.lock(wait->object);
    if (lock == nullptr || lock->maximum != 1 || lock->holders.size() != 1)
        return {};
    return Thread{lock->holders.front().process, lock->holders.front().thread};
}

// The ring that this thread is part of; empty when it is in none, even if it waits for one.
std::vector<Thread> ring_of(const state::State &state, const Thread &first, const std::set<Thread> &known) {
    std::vector<Thread> ring{first};
    std::set<Thread> passed{first};
    while (const auto next = holder_for(state, ring.back())) {
        if (*next == first)
            return ring;
        if (known.contains(*next) || !passed.insert(*next).second)
            return {};
        ring.push_back(*next);
    }
    return {};
}

Finding finding_of(const state::State &state, const std::vector<Thread> &ring) {
    Finding finding;
    finding.kind = ring.size() == 1 ? FindingKind::self_lock : FindingKind::lock_cycle;
    std::vector<const state::Wait *> waits;
    for (const Thread &each : ring) {
        waits.push_back(lock_wait(state, each));
        finding.processes.push_back(each.first);
        finding.objects.push_back(waits.back()->object);
        finding.since_ns = std::max(finding.since_ns, waits.back()->since_ns);
    }
    for (const state::Wait *wait : waits)
        finding.add_limit(wait->since_ns, wait->limit_ns);
    if (finding.count != 0) {
        finding.kind = FindingKind::timed_ring;
        finding.severity = Severity::warning;
    }
    return finding;
}

// Others who wait for the ring: for one of its locks, or for the end of one who is part of it.
std::vector<ProcessKey> waiting_for(const state::State &state, const Finding &ring) {
    std::vector<ProcessKey> waiting;
    for (const auto &[key, row] : state.processes()) {
        const bool waits = row.is_alive() && std::ranges::any_of(row.waits, [&](const auto &wait) {
            return (wait.second.kind == WaitKind::acquire && std::ranges::count(ring.objects, wait.second.object) != 0) ||
                   (wait.second.kind == WaitKind::join && std::ranges::count(ring.processes, ProcessKey::unpack(wait.second.object)) != 0);
        });
        if (waits && std::ranges::count(ring.processes, key) == 0)
            waiting.push_back(key);
    }
    return waiting;
}

} // namespace

std::vector<Finding> find_lock_rings(const state::State &state) {
    std::vector<Finding> findings;
    std::set<Thread> known;
    for (const auto &[key, row] : state.processes())
        for (const auto &[thread, wait] : row.waits) {
            if (wait.kind != WaitKind::acquire || known.contains({key, thread}))
                continue;
            const std::vector<Thread> ring = ring_of(state, {key, thread}, known);
            if (ring.empty())
                continue;
            known.insert(ring.begin(), ring.end());
            Finding finding = finding_of(state, ring);
            // A lock that one holds oneself and waits for no longer than a time is a signal, which another one gives.
            if (finding.kind == FindingKind::timed_ring && (ring.size() == 1 || !finding.has_lasting_limit()))
                continue;
            if (state.time_ns() - finding.since_ns < longest_disorder_ns)
                continue;
            finding.waiting = waiting_for(state, finding);
            findings.push_back(std::move(finding));
        }
    return findings;
}

} // namespace poolscope::diagnose
