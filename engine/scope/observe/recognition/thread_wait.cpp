// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/recognition/thread_wait.h"

#include <algorithm>

namespace poolscope::observe {

ThreadWait wait_of(const Snapshot &snapshot, const Recognition &recognition, const ProcessView &process, const BlockedCall &block) {
    if (block.kind == BlockKind::child)
        return {WaitKind::child, 0};
    if (block.kind == BlockKind::shared_futex) {
        for (const MappedSemaphore &mapped : process.semaphores) {
            if (mapped.address != block.address)
                continue;
            if (const RecognisedChannel *channel = recognition.channel_with_lock(mapped.file))
                return {channel->read_lock == mapped.file ? WaitKind::get : WaitKind::put, channel->id};
            if (const RecognisedLock *lock = recognition.lock(mapped.file))
                return {WaitKind::acquire, lock->id};
        }
        return {};
    }
    if (block.kind == BlockKind::file_lock) {
        const Descriptor *file = process.descriptor(block.descriptors.front().number);
        for (const auto &[id, lock] : snapshot.file_locks)
            if (file != nullptr && lock.path == file->target && std::ranges::any_of(lock.awaited_by, [&](const auto &who) { return who.first == process.stat.key; }))
                return {WaitKind::acquire, object_id(id)};
        return {};
    }
    if (block.descriptors.size() != 1 || (block.kind != BlockKind::read && block.kind != BlockKind::write && block.kind != BlockKind::poll))
        return {};
    const Descriptor *descriptor = process.descriptor(block.descriptors.front().number);
    if (descriptor == nullptr)
        return {};
    const bool reads = block.descriptors.front().direction == Direction::read;
    if (const auto use = recognition.pipe_uses.find(object_key(*descriptor));
        use != recognition.pipe_uses.end() && use->second == PipeUse::sentinel)
        return {WaitKind::join, 0};
    if (descriptor->kind == DescriptorKind::socket) {
        const auto socket = snapshot.sockets.find(descriptor->object);
        const std::uint64_t inode = reads || socket == snapshot.sockets.end() || socket->second.internet ? descriptor->object : socket->second.peer;
        if (const RecognisedChannel *channel = recognition.channel_of_socket(inode))
            return {reads ? WaitKind::receive : WaitKind::send, channel->id};
        return {};
    }
    const RecognisedChannel *channel = recognition.channel(object_key(*descriptor));
    if (channel == nullptr)
        return {};
    switch (channel->kind) {
    case ChannelKind::tasks: return {reads ? WaitKind::task : WaitKind::put, channel->id};
    case ChannelKind::results: return {reads ? WaitKind::result : WaitKind::put, channel->id};
    case ChannelKind::pipe: return {reads ? WaitKind::receive : WaitKind::send, channel->id};
    default: return {reads ? WaitKind::get : WaitKind::put, channel->id};
    }
}

} // namespace poolscope::observe
