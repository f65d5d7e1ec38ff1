// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/shared_queue.h"

#include "engine/core/base/log.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/mp/process/current_process.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

namespace poolscope {

namespace {
constexpr std::uint64_t queue_magic = 0x31765175'6c6f6f50; // "PoolQuv1"
constexpr std::size_t data_offset = 4096;

std::uint64_t padded(std::uint64_t size) {
    return (size + 7) & ~std::uint64_t{7};
}

const char *class_name(ChannelKind kind) {
    return kind == ChannelKind::joinable_queue ? "JoinableQueue" : kind == ChannelKind::simple_queue ? "SimpleQueue" : "Queue";
}
} // namespace

Result<std::shared_ptr<SharedQueue>> SharedQueue::create(std::int64_t maxsize, StartMethod made_for, ChannelKind kind) {
    static_assert(sizeof(Header) <= data_offset);
    auto queue = std::make_shared<SharedQueue>();
    POOLSCOPE_ASSIGN(queue->fd_, posix::make_memory_file("poolscope-queue", data_offset + smallest_capacity));
    POOLSCOPE_ASSIGN(queue->mapping_, posix::SharedMapping::map(queue->fd_.get(), data_offset + largest_capacity));
    queue->made_for_ = made_for;
    auto *header = new (queue->mapping_.data()) Header{};
    header->id = telemetry::new_object_id();
    header->maxsize = std::max<std::int64_t>(maxsize, 0);
    header->put_lock.initialise();
    header->get_lock.initialise();
    header->capacity.store(smallest_capacity);
    header->magic = queue_magic;
    telemetry::emit(EventKind::channel_created, header->id,
                    static_cast<std::int64_t>(kind) | static_cast<std::int64_t>(Carrier::shared_memory) << 8, header->maxsize,
                    class_name(kind));
    return queue;
}

Result<std::shared_ptr<SharedQueue>> SharedQueue::attach(UniqueFd fd) {
    struct stat status;
    if (::fstat(fd.get(), &status) != 0 || static_cast<std::size_t>(status.st_size) < data_offset + smallest_capacity)
        return failure(ErrorCode::malformed, "queue", "the descriptor that came along is not a queue's memory");
    auto queue = std::make_shared<SharedQueue>();
    queue->fd_ = std::move(fd);
    POOLSCOPE_ASSIGN(queue->mapping_, posix::SharedMapping::map(queue->fd_.get(), data_offset + largest_capacity));
    if (queue->header()->magic != queue_magic)
        return failure(ErrorCode::malformed, "queue", "the memory that came along is not a queue's");
    return queue;
}

void SharedQueue::announce(Direction direction) {
    auto &announced = direction == Direction::read ? announced_read_ : announced_write_;
    if (telemetry::is_watched() && announced.load(std::memory_order_relaxed) != current::generation()) {
        announced.store(current::generation(), std::memory_order_relaxed);
        telemetry::emit(EventKind::channel_opened, id(), static_cast<std::int64_t>(direction));
    }
}

void SharedQueue::copy_in(std::uint64_t position, const void *from, std::size_t size) {
    const std::uint64_t capacity = header()->capacity.load(std::memory_order_relaxed);
    const std::uint64_t at = position & (capacity - 1);
    const std::size_t first = std::min<std::size_t>(size, capacity - at);
    std::byte *const data = mapping_.data() + data_offset;
    std::memcpy(data + at, from, first);
    std::memcpy(data, static_cast<const std::byte *>(from) + first, size - first);
}

void SharedQueue::copy_out(std::uint64_t position, void *to, std::size_t size) const {
    const std::uint64_t capacity = header()->capacity.load(std::memory_order_relaxed);
    const std::uint64_t at = position & (capacity - 1);
    const std::size_t first = std::min<std::size_t>(size, capacity - at);
    const std::byte *const data = mapping_.data() + data_offset;
    std::memcpy(to, data + at, first);
    std::memcpy(static_cast<std::byte *>(to) + first, data, size - first);
}

// Under both locks, after an owner died: the counts follow from the frames, which are published by one store each.
void SharedQueue::recount(std::uint64_t got_count) {
    Header *const h = header();
    const std::uint64_t tail = h->tail.load(std::memory_order_acquire);
    std::uint64_t count = got_count;
    for (std::uint64_t at = h->head.load(std::memory_order_acquire); at != tail; ++count) {
        Frame frame;
        copy_out(at, &frame, sizeof frame);
        at += sizeof frame + padded(frame.size);
    }
    h->got_count.store(got_count, std::memory_order_release);
    h->put_count.store(count, std::memory_order_release);
}

Result<RobustGuard> SharedQueue::lock_get(Deadline deadline) {
    Header *const h = header();
    const ProcessKey before = h->get_lock.owner();
    POOLSCOPE_ASSIGN(const LockOutcome outcome, h->get_lock.lock(deadline));
    if (outcome == LockOutcome::owner_died) {
        telemetry::emit(EventKind::lock_broken, id(), static_cast<std::int64_t>(before.packed()));
        // The reader died before or after taking its message out; the next frame's number says which.
        const std::uint64_t head = h->head.load(std::memory_order_acquire);
        if (head != h->tail.load(std::memory_order_acquire)) {
            Frame frame;
            copy_out(head, &frame, sizeof frame);
            h->got_count.store(frame.number - 1, std::memory_order_release);
        } else {
            h->got_count.store(h->put_count.load(std::memory_order_acquire), std::memory_order_release);
        }
    }
    return RobustGuard(h->get_lock);
}

Result<RobustGuard> SharedQueue::lock_put(Deadline deadline) {
    Header *const h = header();
    const ProcessKey before = h->put_lock.owner();
    POOLSCOPE_ASSIGN(const LockOutcome outcome, h->put_lock.lock(deadline));
    RobustGuard guard(h->put_lock);
    if (outcome == LockOutcome::owner_died) {
        telemetry::emit(EventKind::lock_broken, id(), static_cast<std::int64_t>(before.packed()));
        POOLSCOPE_ASSIGN(const RobustGuard reading, lock_get(Deadline::never()));
        recount(h->got_count.load(std::memory_order_acquire));
    }
    return guard;
}

Status SharedQueue::make_room(std::uint64_t bytes) {
    Header *const h = header();
    const auto used = [&] { return h->tail.load(std::memory_order_relaxed) - h->head.load(std::memory_order_acquire); };
    if (used() + bytes <= h->capacity.load(std::memory_order_relaxed))
        return {};
    POOLSCOPE_ASSIGN(const RobustGuard reading, lock_get(Deadline::never()));
    while (used() + bytes > h->capacity.load(std::memory_order_relaxed)) {
        const std::uint64_t capacity = h->capacity.load(std::memory_order_relaxed);
        if (capacity * 2 > largest_capacity)
            return failure(ErrorCode::too_large, "put",
                           fmt::format("{} bytes do not fit: {} bytes already wait in this queue, which holds at most {}. "
                                       "Give the queue a maximum size, or read from it.",
                                       bytes, used(), largest_capacity));
        if (::ftruncate(fd_.get(), static_cast<off_t>(data_offset + capacity * 2)) != 0)
            return os_failure("ftruncate", "growing a queue");
        // A position whose next bit is set now belongs into the upper half. The old place stays valid until the new
        // capacity is published, so that a death in between changes nothing.
        std::byte *const data = mapping_.data() + data_offset;
        const std::uint64_t end = h->tail.load(std::memory_order_relaxed);
        for (std::uint64_t at = h->head.load(std::memory_order_relaxed); at < end;) {
            const std::uint64_t step = std::min(end - at, capacity - (at & (capacity - 1)));
            if ((at & capacity) != 0)
                std::memcpy(data + capacity + (at & (capacity - 1)), data + (at & (capacity - 1)), step);
            at += step;
        }
        h->capacity.store(capacity * 2, std::memory_order_release);
    }
    return {};
}

Status SharedQueue::put(std::string_view bytes, Deadline deadline) {
    if (closed_)
        return failure(ErrorCode::closed, "put", "Queue is closed");
    announce(Direction::write);
    Header *const h = header();
    for (bool stored = false; !stored;) {
        const std::uint32_t ticket = h->consumed.ticket();
        {
            const auto guard = lock_put(deadline);
            if (!guard)
                return guard.error().code == ErrorCode::timed_out ? Status(failure(ErrorCode::full, "put")) : tl::unexpected(guard.error());
            const std::uint64_t put_count = h->put_count.load(std::memory_order_relaxed);
            const std::uint64_t got_count = h->got_count.load(std::memory_order_acquire);
            if (h->maxsize == 0 || static_cast<std::int64_t>(put_count - got_count) < h->maxsize) {
                const Frame frame{put_count + 1, bytes.size()};
                const std::uint64_t needed = sizeof frame + padded(bytes.size());
                POOLSCOPE_TRY(make_room(needed));
                const std::uint64_t tail = h->tail.load(std::memory_order_relaxed);
                copy_in(tail, &frame, sizeof frame);
                copy_in(tail + sizeof frame, bytes.data(), bytes.size());
                // Told before it can be read, so that no reader is seen before its writer.
                telemetry::emit(EventKind::message_sent, id(), static_cast<std::int64_t>(frame.number),
                                static_cast<std::int64_t>(bytes.size()), bytes);
                telemetry::emit(EventKind::queue_depth, id(), static_cast<std::int64_t>(frame.number - got_count),
                                static_cast<std::int64_t>(tail + needed - h->head.load(std::memory_order_relaxed)));
                h->tail.store(tail + needed, std::memory_order_release);
                h->put_count.store(frame.number, std::memory_order_release);
                stored = true;
            }
        }
        if (!stored) {
            if (deadline.has_passed())
                return failure(ErrorCode::full, "put");
            const telemetry::WaitScope waiting(WaitKind::put, id());
            h->consumed.sleep(ticket, deadline);
        }
    }
    h->arrived.ring();
    telemetry::step_gate();
    return {};
}

Result<std::string> SharedQueue::get(Deadline deadline) {
    announce(Direction::read);
    Header *const h = header();
    std::string bytes;
    for (;;) {
        const std::uint32_t ticket = h->arrived.ticket();
        if (h->head.load(std::memory_order_relaxed) != h->tail.load(std::memory_order_acquire)) {
            const auto guard = lock_get(deadline);
            if (!guard)
                return guard.error().code == ErrorCode::timed_out ? Result<std::string>(failure(ErrorCode::empty, "get")) : tl::unexpected(guard.error());
            const std::uint64_t head = h->head.load(std::memory_order_relaxed);
            const std::uint64_t tail = h->tail.load(std::memory_order_acquire);
            if (head != tail) {
                Frame frame;
                copy_out(head, &frame, sizeof frame);
                bytes.resize(frame.size);
                copy_out(head + sizeof frame, bytes.data(), frame.size);
                const std::uint64_t next = head + sizeof frame + padded(frame.size);
                h->head.store(next, std::memory_order_release);
                h->got_count.store(frame.number, std::memory_order_release);
                telemetry::emit(EventKind::message_received, id(), static_cast<std::int64_t>(frame.number),
                                static_cast<std::int64_t>(frame.size));
                telemetry::emit(EventKind::queue_depth, id(),
                                static_cast<std::int64_t>(h->put_count.load(std::memory_order_relaxed) - frame.number),
                                static_cast<std::int64_t>(tail - next));
                break;
            }
        }
        if (deadline.has_passed())
            return failure(ErrorCode::empty, "get");
        const telemetry::WaitScope waiting(WaitKind::get, id());
        h->arrived.sleep(ticket, deadline);
    }
    if (h->maxsize != 0)
        h->consumed.ring();
    telemetry::step_gate();
    return bytes;
}

std::int64_t SharedQueue::qsize() const {
    const std::uint64_t got_count = header()->got_count.load(std::memory_order_acquire);
    return static_cast<std::int64_t>(header()->put_count.load(std::memory_order_acquire) - got_count);
}

void SharedQueue::close() {
    if (closed_)
        return;
    closed_ = true;
    telemetry::emit(EventKind::channel_closed, id(), static_cast<std::int64_t>(Direction::write));
}

} // namespace poolscope
