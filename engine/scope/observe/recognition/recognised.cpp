// SPDX-License-Identifier: Apache-2.0
// What is found by its key in a recognition.
#include "engine/scope/observe/recognition/recognition.h"

#include "engine/core/telemetry/kernel_object.h"

#include <algorithm>

namespace poolscope::observe {

ObjectId object_id(const ObjectKey &key) {
    return telemetry::kernel_object_id(static_cast<std::uint64_t>(key.kind), key.device, key.object);
}

ObjectId object_id(const FileId &file) {
    return telemetry::kernel_object_id(telemetry::KernelObject::mapped_file, file.device, file.inode);
}

const RecognisedChannel *Recognition::channel(const ObjectKey &pipe) const {
    const auto found = std::find_if(channels.begin(), channels.end(), [&](const auto &each) { return pipe.object != 0 && each.pipe == pipe; });
    return found != channels.end() ? &*found : nullptr;
}

const RecognisedChannel *Recognition::channel_of_socket(std::uint64_t inode) const {
    const auto found = std::find_if(channels.begin(), channels.end(), [&](const auto &each) { return inode != 0 && each.socket == inode; });
    return found != channels.end() ? &*found : nullptr;
}

const RecognisedChannel *Recognition::channel_with_lock(const FileId &semaphore) const {
    const auto found = std::find_if(channels.begin(), channels.end(), [&](const auto &each) {
        return each.read_lock == semaphore || each.write_lock == semaphore || each.free_slots == semaphore;
    });
    return found != channels.end() ? &*found : nullptr;
}

const RecognisedLock *Recognition::lock(const FileId &file) const {
    const auto found = std::find_if(locks.begin(), locks.end(), [&](const auto &each) { return std::ranges::count(each.files, file) != 0; });
    return found != locks.end() ? &*found : nullptr;
}

bool Recognition::is_channel(const ObjectKey &pipe) const {
    const auto use = pipe_uses.find(pipe);
    return use != pipe_uses.end() && use->second == PipeUse::channel;
}

const RecognisedPool *Recognition::pool_of_worker(ProcessKey worker) const {
    const auto found = std::find_if(pools.begin(), pools.end(), [&](const auto &pool) {
        return std::find(pool.workers.begin(), pool.workers.end(), worker) != pool.workers.end();
    });
    return found != pools.end() ? &*found : nullptr;
}

} // namespace poolscope::observe
