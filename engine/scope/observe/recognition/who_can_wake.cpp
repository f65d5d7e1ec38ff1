// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/who_can_wake.h"

#include "engine/scope/observe/recognition/thread_wait.h"

#include <algorithm>
#include <csignal>

namespace poolscope::observe {

HeldOutside held_outside(const Snapshot &snapshot) {
    HeldOutside outside;
    for (const ProcessView &process : snapshot.processes) {
        if (process.is_in_tree)
            continue;
        for (const Descriptor &descriptor : process.descriptors)
            outside.objects.insert(object_key(descriptor));
        for (const Mapping &mapping : process.shared_memory)
            outside.memory.insert(mapping.file);
    }
    return outside;
}

WakerFinder::WakerFinder(const Snapshot &snapshot, const Recognition &recognition, const HeldOutside &outside)
    : snapshot_(snapshot), recognition_(recognition), outside_(outside) {
    for (const ProcessView &process : snapshot.processes) {
        if (process.is_in_tree && !process.stat.has_ended() && process.insight == Insight::nothing)
            are_all_visible_ = false;
        for (const Mapping &mapping : process.shared_memory)
            mapped_by_[mapping.file].insert(process.stat.key);
    }
}

bool WakerFinder::can_be_told(const ProcessView &process, const ThreadView &thread) const {
    const BlockedCall &call = thread.block;
    if ((call.has_timeout && call.limit_ns == 0) || !call.are_all_known || thread.state.catches(SIGALRM))
        return false;
    switch (call.kind) {
    case BlockKind::read: case BlockKind::write: case BlockKind::poll: return are_all_visible_ && !call.descriptors.empty();
    case BlockKind::child: case BlockKind::shared_futex: case BlockKind::file_lock: return true;
    case BlockKind::private_futex: {
        // The first thread runs Python's signal handlers, also in the midst of waiting for a lock: a service waits so for its end.
        const bool hears_orders = thread.state.catches(SIGTERM) || thread.state.catches(SIGHUP) || thread.state.catches(SIGUSR1) ||
                                  thread.state.catches(SIGUSR2);
        return !(hears_orders && thread.state.id == process.stat.key.pid);
    }
    default: return false;
    }
}

std::optional<Wakers> WakerFinder::of(const ProcessView &process, const ThreadView &thread) const {
    if (!can_be_told(process, thread))
        return std::nullopt;
    Keys keys;
    const BlockedCall &call = thread.block;
    Wakers wakers;
    if (call.kind == BlockKind::shared_futex) {
        auto found = of_memory(process, call.address);
        if (!found)
            return std::nullopt;
        wakers.certainty = found->certainty;
        keys.insert(found->processes.begin(), found->processes.end());
    } else if (call.kind == BlockKind::private_futex) {
        keys.insert(process.stat.key);
    } else if (call.kind == BlockKind::file_lock) {
        const ThreadWait wait = wait_of(snapshot_, recognition_, process, call);
        const auto lock = std::ranges::find(recognition_.locks, wait.object, &RecognisedLock::id);
        if (wait.kind != WaitKind::acquire || lock == recognition_.locks.end() || lock->held_by.empty())
            return std::nullopt;
        keys.insert(lock->held_by.begin(), lock->held_by.end());
        wakers.certainty = Certainty::inferred; // its owner, and nobody else
    } else if (call.kind == BlockKind::child) {
        if (!add_children(process, call.child, keys) || keys.empty())
            return std::nullopt;
    } else {
        for (const AwaitedDescriptor &awaited : call.descriptors)
            if (!add_descriptor(process, awaited, keys))
                return std::nullopt;
        if (call.is_event_loop && keys.contains(process.stat.key))
            return std::nullopt;
    }
    // A child that ends wakes whoever catches SIGCHLD.
    if (thread.state.catches(SIGCHLD))
        (void)add_children(process, -1, keys);
    for (const ProcessKey key : keys)
        if (const ProcessView *waker = snapshot_.process(key); waker == nullptr || !waker->is_in_tree)
            return std::nullopt;
    wakers.processes.assign(keys.begin(), keys.end());
    if (call.is_guessed && wakers.certainty == Certainty::observed)
        wakers.certainty = Certainty::inferred;
    return wakers;
}

// False: somebody who cannot be named can make it ready.
bool WakerFinder::add_descriptor(const ProcessView &process, const AwaitedDescriptor &awaited, Keys &keys) const {
    const Descriptor *descriptor = process.descriptor(awaited.number);
    if (descriptor == nullptr || outside_.objects.contains(object_key(*descriptor)))
        return false;
    const bool reads = awaited.direction == Direction::read;
    if (descriptor->kind == DescriptorKind::pipe) {
        const PipeView *pipe = snapshot_.pipe(*descriptor);
        if (pipe == nullptr || (reads && (!pipe->fill || pipe->fill->bytes > 0)))
            return false;
        bool is_anybody_seen = false; // without anybody it would not wait
        for (const EndView &end : pipe->ends)
            if (end.direction == (reads ? Direction::write : Direction::read) || end.direction == Direction::both) {
                // A forkserver holds a sentinel for its child, and lets go of it when that ends.
                const ProcessView *holder = snapshot_.process(end.process);
                const auto child = recognition_.sentinel_of.find(pipe->key);
                const bool is_proxy = reads && holder != nullptr && holder->role.role == Role::forkserver && child != recognition_.sentinel_of.end();
                keys.insert(is_proxy ? child->second : end.process);
                is_anybody_seen = true;
            }
        return is_anybody_seen;
    }
    if (descriptor->kind == DescriptorKind::socket) {
        const auto socket = snapshot_.sockets.find(descriptor->object);
        if (socket == snapshot_.sockets.end() || socket->second.peer == 0 || (reads && socket->second.state.waiting > 0))
            return false;
        const auto peer = snapshot_.sockets.find(socket->second.peer);
        if (peer == snapshot_.sockets.end() || peer->second.ends.empty() ||
            outside_.objects.contains({DescriptorKind::socket, 0, socket->second.peer}))
            return false;
        for (const EndView &end : peer->second.ends)
            keys.insert(end.process);
        return true;
    }
    if (descriptor->kind == DescriptorKind::eventfd) {
        for (const ProcessView &other : snapshot_.processes)
            if (std::any_of(other.descriptors.begin(), other.descriptors.end(),
                            [&](const Descriptor &each) { return object_key(each) == object_key(*descriptor); }))
                keys.insert(other.stat.key);
        return true;
    }
    if (descriptor->kind == DescriptorKind::pidfd) {
        for (const ProcessView &other : snapshot_.processes)
            if (other.stat.key.pid == descriptor->pid && other.is_in_tree && !other.stat.has_ended()) {
                keys.insert(other.stat.key);
                return true;
            }
    }
    return false;
}

// False: one of those that it waits for has ended, so that it is about to wake.
bool WakerFinder::add_children(const ProcessView &process, pid_t child, Keys &keys) const {
    bool has_ended = false;
    for (const ProcessView &other : snapshot_.processes) {
        if (!other.is_in_tree || other.stat.parent != process.stat.key.pid || (child > 0 && other.stat.key.pid != child))
            continue;
        if (other.stat.has_ended())
            has_ended = true;
        else
            keys.insert(other.stat.key);
    }
    return !has_ended;
}

bool WakerFinder::knows_lock(ProcessKey process, FileId file) const {
    const ProcessView *view = snapshot_.process(process);
    return view != nullptr && std::any_of(view->locks.begin(), view->locks.end(), [&](const SemLock &lock) { return lock.file == file; });
}

// Somebody in one of the processes that map it; of a lock whose owner is known, its owner.
std::optional<Wakers> WakerFinder::of_memory(const ProcessView &process, std::uint64_t address) const {
    for (const Mapping &mapping : process.shared_memory) {
        if (!mapping.contains(address))
            continue;
        const auto users = mapped_by_.find(mapping.file);
        if (outside_.memory.contains(mapping.file) || users == mapped_by_.end())
            return std::nullopt;
        Wakers wakers{{users->second.begin(), users->second.end()}, Certainty::observed};
        const auto semaphore = snapshot_.semaphores.find(mapping.file);
        if (semaphore == snapshot_.semaphores.end())
            return wakers;
        if (!semaphore->second.value || semaphore->second.value->value > 0)
            return std::nullopt; // it can be had
        const SemaphoreView &lock = semaphore->second;
        const bool is_own = std::find(lock.held_by.begin(), lock.held_by.end(), process.stat.key) != lock.held_by.end();
        // One that others release is a signal, and so may one be for which its owner waits himself.
        if (!lock.lock || lock.lock->maximum != 1 || lock.was_released_by_others || is_own)
            return wakers;
        if (!lock.held_by.empty())
            return Wakers{lock.held_by, Certainty::inferred};
        if (std::all_of(lock.mapped_by.begin(), lock.mapped_by.end(), [&](ProcessKey user) { return knows_lock(user, lock.file); }))
            wakers.certainty = Certainty::heuristic;
        return wakers;
    }
    return std::nullopt;
}

} // namespace poolscope::observe
