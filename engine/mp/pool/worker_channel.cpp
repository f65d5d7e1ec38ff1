// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/worker_channel.h"

#include <new>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace poolscope {

namespace {
constexpr std::uint64_t channel_magic = 0x31765772'6b6c6f50; // "PolkrWv1"
constexpr std::size_t head_size = 4096;
constexpr std::size_t channel_size = head_size + 2 * WorkerChannel::ring_capacity;
} // namespace

Result<std::unique_ptr<WorkerChannel>> WorkerChannel::create() {
    static_assert(sizeof(Memory) <= head_size);
    auto channel = std::make_unique<WorkerChannel>();
    POOLSCOPE_ASSIGN(channel->fd_, posix::make_memory_file("poolscope-worker", channel_size));
    POOLSCOPE_ASSIGN(channel->mapping_, posix::SharedMapping::map(channel->fd_.get(), channel_size));
    auto *memory = new (channel->mapping_.data()) Memory{};
    const auto behind = [&](const ByteRing &ring, std::size_t offset) {
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
    channel->fd_ = std::move(fd);
    POOLSCOPE_ASSIGN(channel->mapping_, posix::SharedMapping::map(channel->fd_.get(), channel_size));
    if (channel->memory()->magic != channel_magic)
        return failure(ErrorCode::malformed, "pool", "the memory that came along is not a worker's");
    return channel;
}

Result<PoolBell> PoolBell::create() {
    POOLSCOPE_ASSIGN(UniqueFd memory, posix::make_memory_file("poolscope-bell", 4096));
    UniqueFd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!event)
        return os_failure("eventfd");
    return attach(std::move(memory), std::move(event));
}

Result<PoolBell> PoolBell::attach(UniqueFd memory, UniqueFd event) {
    PoolBell bell;
    POOLSCOPE_ASSIGN(bell.mapping_, posix::SharedMapping::map(memory.get(), 4096));
    bell.memory_fd_ = std::move(memory);
    bell.event_fd_ = std::move(event);
    return bell;
}

void PoolBell::ring() const {
    if (mapping_.as<std::atomic<std::uint32_t>>()->load(std::memory_order_seq_cst) == 0)
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(event_fd_.get(), &one, sizeof one);
}

void PoolBell::going_to_sleep() const {
    mapping_.as<std::atomic<std::uint32_t>>()->store(1, std::memory_order_seq_cst);
}

void PoolBell::awake() const {
    mapping_.as<std::atomic<std::uint32_t>>()->store(0, std::memory_order_seq_cst);
    std::uint64_t count;
    [[maybe_unused]] const ssize_t drained = ::read(event_fd_.get(), &count, sizeof count);
}

} // namespace poolscope
