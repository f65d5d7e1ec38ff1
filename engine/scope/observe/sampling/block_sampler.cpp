// SPDX-License-Identifier: Apache-2.0
// Which threads nobody but certain processes can wake, as ObjectSampler tells it.
#include "engine/scope/observe/sampling/object_sampler.h"

#include "engine/core/telemetry/lasting_limit.h"

#include <algorithm>

namespace poolscope::observe {

// What wait_of() says, and with it what is no wait of its own there: the lock of a channel, and the locks of one process's threads.
ThreadWait ObjectSampler::blocked_on(const Snapshot &snapshot, const ProcessView &process, const BlockedCall &block) const {
    if (block.kind == BlockKind::private_futex)
        return {WaitKind::acquire, 0};
    ThreadWait waiting = wait_of(snapshot, recognition_, process, block);
    if (block.kind == BlockKind::shared_futex) {
        waiting.kind = WaitKind::acquire;
        // No lock that is known here, and still none of its own threads'.
        for (const Mapping &mapping : process.shared_memory)
            if (waiting.object == 0 && mapping.contains(block.address))
                waiting.object = object_id(mapping.file);
    }
    if (block.kind == BlockKind::write && waiting.kind == WaitKind::none)
        waiting.kind = WaitKind::send;
    if (block.kind == BlockKind::read && waiting.kind == WaitKind::none)
        waiting.kind = WaitKind::receive;
    return waiting;
}

// Of those that give up after a time, for what only its owner has, and not for so short that it asks again and again.
bool ObjectSampler::is_told(const Blocked &blocked, const Blocked *before) const {
    if (blocked.limit_ns == 0)
        return true;
    const bool is_for_owner = blocked.waiting.kind == WaitKind::join || blocked.waiting.kind == WaitKind::child ||
                              (blocked.waiting.kind == WaitKind::acquire && blocked.wakers.certainty == Certainty::inferred);
    return is_for_owner && (blocked.limit_ns >= telemetry::shortest_lasting_limit_ns || (before != nullptr && *before == blocked));
}

void ObjectSampler::tell_block(const Thread &thread, const Blocked &blocked) {
    constexpr std::size_t most = telemetry::payload_limit / sizeof(std::uint64_t);
    const auto &wakers = blocked.wakers.processes;
    std::size_t told = 0;
    do {
        Event &event = tell(EventKind::thread_blocked, thread.first, blocked.waiting.object, static_cast<std::int64_t>(blocked.waiting.kind) | blocked.limit_ns << 8,
                            static_cast<std::int64_t>(told));
        event.thread = thread.second;
        event.certainty = blocked.wakers.certainty;
        for (std::size_t end = std::min(told + most, wakers.size()); told < end; ++told) {
            const std::uint64_t packed = wakers[told].packed();
            event.payload.append(reinterpret_cast<const char *>(&packed), sizeof packed);
        }
    } while (told < wakers.size());
}

void ObjectSampler::tell_blocks(const Snapshot &snapshot) {
    const WakerFinder finder(snapshot, recognition_, outside_);
    std::map<Thread, Blocked> now;
    std::map<ProcessKey, std::int64_t> free_threads;
    for (const ProcessView &process : snapshot.processes) {
        if (!process.is_in_tree || process.stat.has_ended())
            continue;
        std::int64_t &free = free_threads[process.stat.key];
        free = process.threads.empty() ? 1 : 0; // one at least that we could not see
        for (const ThreadView &thread : process.threads) {
            auto wakers = finder.of(process, thread);
            const Thread key{process.stat.key, thread.state.id};
            const auto before = blocks_.find(key);
            Blocked blocked;
            if (wakers)
                blocked = {blocked_on(snapshot, process, thread.block), std::move(*wakers), thread.state.turns, time_ns_, thread.block.limit_ns, false};
            const bool is_blocked = wakers && is_told(blocked, before != blocks_.end() ? &before->second : nullptr);
            if (!is_blocked || blocked.limit_ns != 0)
                ++free;
            if (is_blocked)
                now[key] = std::move(blocked);
        }
    }
    for (const auto &[thread, blocked] : blocks_)
        if (!now.contains(thread))
            tell(EventKind::thread_unblocked, thread.first, 0).thread = thread.second;
    for (auto &[thread, blocked] : now) {
        if (const auto told = blocks_.find(thread); told == blocks_.end() || !(told->second == blocked)) {
            tell_block(thread, blocked);
        } else {
            blocked.since_ns = told->second.since_ns;
            blocked.limit_ns = told->second.limit_ns;
            blocked.is_confirmed = told->second.is_confirmed || (snapshot.has_outsiders && blocked.since_ns < time_ns_);
        }
    }
    for (const auto &[process, count] : free_threads)
        if (const auto told = free_threads_.find(process); told == free_threads_.end() || told->second != count)
            tell(EventKind::free_threads, process, 0, count);
    blocks_ = std::move(now);
    free_threads_ = std::move(free_threads);
}

// One that neither waits for others nor gives up after a time.
bool ObjectSampler::has_free_thread(ProcessKey process) const {
    const auto count = free_threads_.find(process);
    std::int64_t free = count != free_threads_.end() ? count->second : 1;
    for (auto thread = blocks_.lower_bound({process, 0}); thread != blocks_.end() && thread->first.first == process; ++thread)
        free -= thread->second.limit_ns != 0 ? 1 : 0;
    return free != 0;
}

bool ObjectSampler::wants_outsiders() const {
    if (is_any_without_writer_new_)
        return true;
    for (const auto &[process, count] : free_threads_) {
        bool is_still = !has_free_thread(process), is_confirmed = true;
        for (auto thread = blocks_.lower_bound({process, 0}); is_still && thread != blocks_.end() && thread->first.first == process; ++thread) {
            const Blocked &blocked = thread->second;
            // Whoever waits for one at work, and for a time, is in no ring.
            is_still = blocked.since_ns < time_ns_ && (blocked.limit_ns == 0 || std::ranges::any_of(blocked.wakers.processes, [&](ProcessKey waker) {
                           return !has_free_thread(waker);
                       }));
            is_confirmed = is_confirmed && blocked.is_confirmed;
        }
        if (is_still && !is_confirmed)
            return true;
    }
    return false;
}

} // namespace poolscope::observe
