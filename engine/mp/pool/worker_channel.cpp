// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/worker_channel.h"

#include <new>
#include <sys/stat.h>

namespace poolscope {

namespace {
constexpr std::uint64_t channel_magic = 0x32765772'6b6c6f50; // "PolkrWv2"
constexpr std::size_t head_size = 4096;
constexpr std::uint32_t ring_capacity = 128 * 1024;
constexpr std::size_t channel_size = head_size + 2 * ring_capacity;
} // namespace

Result<std::unique_ptr<WorkerChannel>> WorkerChannel::create() {
    static_assert(sizeof(Memory) <= head_size);
    auto channel = std::make_unique<WorkerChannel>();
    POOLSCOPE_ASSIGN(channel->fd_, posix::make_memory_file("poolscope-worker", channel_size));
    POOLSCOPE_ASSIGN(channel->mapping_, posix::SharedMapping::map(channel->fd_.get(), channel_size));
    auto *memory = new (channel->mapping_.data()) Memory{};
    const auto behind = [&](const RecordRing &ring, std::size_t offset) {
        return static_cast<std::uint32_t>(channel->mapping_.data() + offset - reinterpret_cast<const std::byte *>(&ring));
    };
    memory->tasks.initialise(ring_capacity, behind(memory->tasks, head_size));
    memory->results.initialise(ring_capacity, behind(memory->results, head_size + ring_capacity));
    memory->magic = channel_magic;
    return channel;
}

Result<std::unique_ptr<WorkerChannel>> WorkerChannel::attach(UniqueFd fd) {
    struct stat status;
    if (::fstat(fd.get(), &status) != 0 || static_cast<std::size_t>(status.st_size) != channel_size)
        return failure(ErrorCode::malformed, "pool", "the descriptor that came along is not a worker's memory");
    auto channel = std::make_unique<WorkerChannel>();
    POOLSCOPE_ASSIGN(channel->mapping_, posix::SharedMapping::map(fd.get(), channel_size));
    if (channel->memory()->magic != channel_magic)
        return failure(ErrorCode::malformed, "pool", "the memory that came along is not a worker's");
    return channel;
}

} // namespace poolscope
