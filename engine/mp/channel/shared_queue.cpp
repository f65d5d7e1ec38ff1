// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/shared_queue.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/telemetry/fault.h"

#include <algorithm>
#include <climits>
#include <cstring>
#include <fmt/format.h>
#include <new>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace poolscope {

namespace {
constexpr std::uint64_t queue_magic = 0x32765175'6c6f6f50; // "PoolQuv2"
constexpr std::size_t data_offset = 4096;
constexpr std::uint64_t word = 8;
constexpr std::uint64_t kept_capacity = std::uint64_t{64} << 20; // by an empty queue
constexpr std::uint64_t cached_capacity = 512 * 1024; // half of a core's second cache

std::uint32_t words_of(std::uint64_t size) {
    return static_cast<std::uint32_t>((size + word - 1) / word);
}
} // namespace

std::byte *SharedQueue::data() const {
    return mapping_.data() + data_offset;
}

Result<std::shared_ptr<QueueCarrier>> SharedQueue::create(const QueueOptions &options) {
    static_assert(sizeof(Header) <= data_offset && std::atomic<Mark>::is_always_lock_free);
    auto queue = std::make_shared<SharedQueue>();
    POOLSCOPE_ASSIGN(queue->memory_, posix::make_memory_file("poolscope-queue", data_offset + smallest_capacity));
    queue->bell_ = UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!queue->bell_)
        return os_failure("eventfd", "a queue's bell");
    POOLSCOPE_ASSIGN(queue->mapping_, posix::SharedMapping::map(queue->memory_.get(), data_offset + largest_capacity));
    queue->made_for_ = options.made_for;
    auto *header = new (queue->mapping_.data()) Header{};
    header->id = telemetry::new_object_id();
    header->maxsize = std::max<std::int64_t>(options.maxsize, 0);
    header->kind = options.kind;
    header->put_lock.initialise();
    header->get_lock.initialise();
    header->capacity.store(smallest_capacity);
    header->magic = queue_magic;
    queue->tell_created(header->maxsize);
    return queue;
}

Result<std::shared_ptr<QueueCarrier>> SharedQueue::attach(std::vector<UniqueFd> descriptors) {
    struct stat status;
    if (descriptors.size() != 2 || ::fstat(descriptors[0].get(), &status) != 0 ||
        static_cast<std::size_t>(status.st_size) < data_offset + smallest_capacity)
        return failure(ErrorCode::malformed, "queue", "the descriptor that came along is not a queue's memory");
    auto queue = std::make_shared<SharedQueue>();
    queue->memory_ = std::move(descriptors[0]);
    queue->bell_ = std::move(descriptors[1]);
    POOLSCOPE_ASSIGN(queue->mapping_, posix::SharedMapping::map(queue->memory_.get(), data_offset + largest_capacity));
    if (queue->header()->magic != queue_magic)
        return failure(ErrorCode::malformed, "queue", "the memory that came along is not a queue's");
    return queue;
}

Result<ChannelGuard> SharedQueue::lock_get(Deadline deadline) {
    ChannelLock &lock = header()->get_lock;
    bool owner_died = false;
    POOLSCOPE_TRY(lock.lock(deadline, owner_died));
    if (owner_died) [[unlikely]]
        telemetry::emit(EventKind::lock_broken, id(), static_cast<std::int64_t>(lock.owner().packed()));
    if (telemetry::is_watched()) [[unlikely]]
        lock.set_owner(posix::own_process_key());
    return ChannelGuard(lock);
}

Result<ChannelGuard> SharedQueue::lock_put(Deadline deadline) {
    Header *const h = header();
    bool owner_died = false;
    POOLSCOPE_TRY(h->put_lock.lock(deadline, owner_died));
    if (owner_died) [[unlikely]] {
        telemetry::emit(EventKind::lock_broken, id(), static_cast<std::int64_t>(h->put_lock.owner().packed()));
        // What the dead one had told of and not finished will never come.
        if (h->told == std::uint64_t{1} + h->tail.load(std::memory_order_relaxed).messages)
            telemetry::emit(EventKind::message_dropped, id(), static_cast<std::int64_t>(h->told));
        h->told = 0;
    }
    if (telemetry::is_watched()) [[unlikely]]
        h->put_lock.set_owner(posix::own_process_key());
    return ChannelGuard(h->put_lock);
}

// Under put_lock.
Status SharedQueue::make_room(std::uint64_t bytes) {
    Header *const h = header();
    const Mark tail = h->tail.load(std::memory_order_relaxed);
    const auto used = [&] { return std::uint32_t(tail.words - h->head_seen.words) * word; };
    if (used() + bytes <= h->capacity.load(std::memory_order_relaxed))
        return {};
    const auto fits = [&] {
        h->head_seen = h->head.load(std::memory_order_acquire);
        return used() + bytes <= h->capacity.load(std::memory_order_relaxed);
    };
    if (fits())
        return {};
    // Consumers that keep up are given a moment before the queue leaves the cache, as long as that pays.
    if (h->capacity.load(std::memory_order_relaxed) >= cached_capacity)
        for (int look = growth_patience_.looks(); look > 0; --look) {
            posix::relax();
            if (fits()) {
                growth_patience_.paid();
                return {};
            }
        }
    growth_patience_.did_not_pay();
    POOLSCOPE_ASSIGN(const ChannelGuard reading, lock_get(Deadline::never()));
    h->head_seen = h->head.load(std::memory_order_acquire);
    while (used() + bytes > h->capacity.load(std::memory_order_relaxed)) {
        const std::uint64_t capacity = h->capacity.load(std::memory_order_relaxed);
        if (capacity * 2 > largest_capacity)
            return failure(ErrorCode::too_large, "put",
                           fmt::format("{} bytes do not fit: {} bytes already wait in this queue, which holds at most {}. "
                                       "Give the queue a maximum size, or read from it.",
                                       bytes, used(), largest_capacity));
        if (::ftruncate(memory_.get(), static_cast<off_t>(data_offset + capacity * 2)) != 0)
            return os_failure("ftruncate", "growing a queue");
        // A position whose next bit is set now belongs into the upper half. The old place stays valid until the new
        // capacity is published, so that a death in between changes nothing.
        for (std::uint64_t at = std::uint64_t{h->head_seen.words} * word, left = used(); left > 0;) {
            const std::uint64_t step = std::min(left, capacity - (at & (capacity - 1)));
            if ((at & capacity) != 0)
                std::memcpy(data() + capacity + (at & (capacity - 1)), data() + (at & (capacity - 1)), step);
            at += step;
            left -= step;
        }
        h->capacity.store(capacity * 2, std::memory_order_release);
    }
    return {};
}

// Under get_lock, when the last message has gone: a burst does not keep its memory for ever.
void SharedQueue::give_memory_back() {
    Header *const h = header();
    const auto guard = lock_put(Deadline::at_once()); // out of order, so without waiting
    if (!guard || h->head.load(std::memory_order_relaxed).messages != h->tail.load(std::memory_order_acquire).messages)
        return;
    h->head_seen = h->head.load(std::memory_order_relaxed);
    h->capacity.store(smallest_capacity, std::memory_order_release); // of an empty queue any capacity is right
    [[maybe_unused]] const int shrunk = ::ftruncate(memory_.get(), static_cast<off_t>(data_offset + smallest_capacity));
}

bool SharedQueue::has_room_for_one() const {
    return header()->maxsize == 0 || qsize() < header()->maxsize;
}

// Told before it can be read, so that no reader is seen before its writer.
void SharedQueue::tell_put(Parcel parcel, Mark tail, std::uint64_t bytes_in) {
    Header *const h = header();
    announce(Direction::write);
    h->told = std::uint64_t{1} + tail.messages;
    std::atomic_signal_fence(std::memory_order_seq_cst); // this process may be killed between any two of these lines
    telemetry::emit(EventKind::message_sent, id(), static_cast<std::int64_t>(h->told), static_cast<std::int64_t>(parcel.bytes.size()),
                    parcel::to_pickle(parcel));
    telemetry::emit(EventKind::queue_depth, id(), static_cast<std::int64_t>(std::uint32_t(tail.messages + 1 - h->head.load().messages)),
                    static_cast<std::int64_t>(bytes_in));
}

// False when the queue has as many messages as it may.
Result<bool> SharedQueue::store(Parcel parcel, Deadline deadline) {
    Header *const h = header();
    POOLSCOPE_ASSIGN(const ChannelGuard guard, lock_put(deadline));
    const Mark tail = h->tail.load(std::memory_order_relaxed);
    if (h->maxsize != 0 && std::uint32_t(tail.messages - h->head_seen.messages) >= h->maxsize) {
        h->head_seen = h->head.load(std::memory_order_acquire);
        if (std::uint32_t(tail.messages - h->head_seen.messages) >= h->maxsize)
            return false;
    }
    const Frame frame{static_cast<std::uint32_t>(parcel.bytes.size()), parcel.kind};
    const std::uint32_t words = words_of(sizeof frame + parcel.bytes.size());
    POOLSCOPE_TRY(make_room(words * word));
    const std::uint64_t capacity = h->capacity.load(std::memory_order_relaxed);
    const std::uint64_t at = std::uint64_t{tail.words} * word;
    std::memcpy(data() + (at & (capacity - 1)), &frame, sizeof frame);
    const std::uint64_t body = (at + sizeof frame) & (capacity - 1);
    const std::size_t first = std::min<std::size_t>(parcel.bytes.size(), capacity - body);
    parcel.bytes.copy(reinterpret_cast<char *>(data() + body), first);
    parcel.bytes.copy(reinterpret_cast<char *>(data()), parcel.bytes.size() - first, first);
    if (telemetry::is_watched()) [[unlikely]]
        tell_put(parcel, tail, (std::uint32_t(tail.words - h->head_seen.words) + words) * word);
    h->tail.store(Mark{tail.messages + 1, tail.words + words}, std::memory_order_release);
    return true;
}

bool SharedQueue::wait_for_room(Deadline deadline) {
    announce(Direction::write);
    if (deadline.has_passed())
        return false;
    const telemetry::WaitScope waiting(WaitKind::put, id(), deadline);
    return header()->writers.wait([this] { return has_room_for_one(); }, deadline, writer_patience_);
}

Status SharedQueue::put(Parcel parcel, Deadline deadline) {
    if (is_closed())
        return refuse_closed("put");
    if (parcel.bytes.size() > largest_capacity - sizeof(Frame) - word)
        return failure(ErrorCode::too_large, "put", fmt::format("{} bytes; a queue holds at most {}", parcel.bytes.size(), largest_capacity));
    has_put_.store(true, std::memory_order_relaxed);
    if (telemetry::drops_message()) [[unlikely]] {
        telemetry::tell_thrown_away(id(), parcel.bytes.size(), parcel::to_pickle(parcel));
        telemetry::step_gate();
        return {};
    }
    for (;;) {
        auto stored = store(parcel, deadline);
        if (!stored)
            return stored.error().code == ErrorCode::timed_out ? Status(failure(ErrorCode::full, "put")) : tl::unexpected(stored.error());
        if (*stored)
            break;
        if (!wait_for_room(deadline))
            return failure(ErrorCode::full, "put");
    }
    header()->readers.wake();
    if (header()->armed.load(std::memory_order_relaxed) != 0) [[unlikely]] // after the fence in wake()
        ring_bell();
    telemetry::step_gate();
    return {};
}

bool SharedQueue::wait_for_message(Deadline deadline) {
    announce(Direction::read);
    if (deadline.has_passed())
        return false;
    const telemetry::WaitScope waiting(WaitKind::get, id(), deadline);
    return header()->readers.wait([this] { return qsize() != 0; }, deadline, reader_patience_);
}

void SharedQueue::tell_got(Mark head, Mark tail, std::size_t size) {
    announce(Direction::read);
    telemetry::emit(EventKind::message_received, id(), head.messages == 0 ? std::int64_t{1} << 32 : std::int64_t{head.messages},
                    static_cast<std::int64_t>(size));
    telemetry::emit(EventKind::queue_depth, id(), std::uint32_t(tail.messages - head.messages), static_cast<std::int64_t>(std::uint32_t(tail.words - head.words) * word));
}

Result<ReceivedParcel> SharedQueue::get(Deadline deadline) {
    Header *const h = header();
    ReceivedParcel parcel;
    Mark head, tail;
    for (bool has_waited = false;; has_waited = true) {
        auto guard = lock_get(deadline);
        if (!guard)
            return guard.error().code == ErrorCode::timed_out ? Result<ReceivedParcel>(failure(ErrorCode::empty, "get")) : tl::unexpected(guard.error());
        head = h->head.load(std::memory_order_relaxed);
        if (head.messages == h->tail_seen.messages)
            h->tail_seen = h->tail.load(std::memory_order_acquire);
        tail = h->tail_seen;
        if (head.messages != tail.messages) {
            const std::uint64_t capacity = h->capacity.load(std::memory_order_relaxed);
            const std::uint64_t at = std::uint64_t{head.words} * word;
            Frame frame;
            std::memcpy(&frame, data() + (at & (capacity - 1)), sizeof frame);
            const std::uint64_t body = (at + sizeof frame) & (capacity - 1);
            const auto *from = reinterpret_cast<const char *>(data());
            const std::size_t first = std::min<std::size_t>(frame.size, capacity - body);
            parcel.kind = frame.kind;
            parcel.bytes.reserve(frame.size);
            parcel.bytes.assign(from + body, first);
            parcel.bytes.append(from, frame.size - first);
            head = Mark{head.messages + 1, head.words + words_of(sizeof frame + frame.size)};
            h->head.store(head, std::memory_order_release);
            if (head.messages == tail.messages && capacity > kept_capacity) [[unlikely]]
                give_memory_back();
            { const ChannelGuard free = std::move(*guard); }
            if (has_waited && qsize() != 0) // who was woken with this one leaves more than it takes
                h->readers.wake();
            break;
        }
        { const ChannelGuard free = std::move(*guard); }
        if (!wait_for_message(deadline))
            return failure(ErrorCode::empty, "get");
    }
    if (telemetry::is_watched()) [[unlikely]]
        tell_got(head, tail, parcel.bytes.size());
    if (h->maxsize != 0)
        h->writers.wake();
    telemetry::step_gate();
    return parcel;
}

std::int64_t SharedQueue::qsize() const {
    const Mark head = header()->head.load(std::memory_order_acquire);
    return std::uint32_t(header()->tail.load(std::memory_order_acquire).messages - head.messages);
}

// Of a queue that this process has put into, close() closes the reading end too, as in Python.
Result<bool> SharedQueue::is_empty() {
    if (is_closed() && (has_put_.load(std::memory_order_relaxed) || kind() == ChannelKind::simple_queue))
        return Failure(Error{ErrorCode::os, EBADF, "empty", "handle is closed"});
    return qsize() == 0;
}

bool SharedQueue::is_full() const {
    return !has_room_for_one();
}

void SharedQueue::close() {
    if (!closed_.exchange(true))
        telemetry::emit(EventKind::channel_closed, id(), static_cast<std::int64_t>(Direction::write));
}

Status SharedQueue::task_done() {
    Header *const h = header();
    std::uint32_t done = h->done.load(std::memory_order_relaxed);
    do
        if (done == h->tail.load(std::memory_order_acquire).messages)
            return failure(ErrorCode::invalid_argument, "task_done", "task_done() called too many times");
    while (!h->done.compare_exchange_weak(done, done + 1, std::memory_order_acq_rel));
    if (done + 1 == h->tail.load(std::memory_order_acquire).messages)
        h->joiners.wake(INT_MAX);
    return {};
}

bool SharedQueue::join(Deadline deadline) {
    Header *const h = header();
    const auto all_done = [h] { return h->done.load(std::memory_order_acquire) == h->tail.load(std::memory_order_acquire).messages; };
    if (all_done())
        return true;
    const telemetry::WaitScope waiting(WaitKind::join, id(), deadline);
    posix::Patience none;
    return h->joiners.wait(all_done, deadline, none);
}

bool SharedQueue::arm() {
    std::uint64_t rung;
    [[maybe_unused]] const ssize_t drained = ::read(bell_.get(), &rung, sizeof rung);
    header()->armed.store(1, std::memory_order_seq_cst);
    return qsize() != 0;
}

void SharedQueue::ring_bell() {
    if (header()->armed.exchange(0, std::memory_order_relaxed) == 0)
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(bell_.get(), &one, sizeof one);
}

} // namespace poolscope
