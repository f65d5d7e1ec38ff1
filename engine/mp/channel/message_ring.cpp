// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/message_ring.h"

#include "engine/core/telemetry/emitter.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <new>
#include <sys/stat.h>
#include <utility>

namespace poolscope {

namespace {

constexpr std::uint64_t ring_magic = 0x31766e52'6c6f6f50; // "PoolRnv1"
constexpr std::size_t page_size = 4096;
constexpr std::size_t data_offset = page_size;
constexpr std::size_t header_size = sizeof(std::uint64_t); // size of the body, and above it the ParcelKind
constexpr int kind_shift = 56;
constexpr std::size_t into_hand = std::size_t{64} << 20; // of a promised message, before it has come
constexpr std::size_t chunk = MessageRing::capacity / 8; // of what streams: the reader copies while the writer does

constexpr std::uint64_t header_of(ParcelKind kind, std::size_t size) {
    return std::uint64_t{static_cast<std::uint8_t>(kind)} << kind_shift | size;
}
constexpr std::size_t size_of(std::uint64_t header) {
    return header & ((std::uint64_t{1} << kind_shift) - 1);
}
constexpr ParcelKind kind_of(std::uint64_t header) {
    return static_cast<ParcelKind>(header >> kind_shift);
}
constexpr std::size_t padded(std::size_t size) {
    return (size + 7) & ~std::size_t{7};
}

} // namespace

char *MessageRing::at(std::uint64_t position) const {
    return reinterpret_cast<char *>(mapping_.data()) + data_offset + (position & (capacity - 1));
}

Result<MessageRing::Pair> MessageRing::create() {
    static_assert(sizeof(Shared) <= data_offset);
    POOLSCOPE_ASSIGN(UniqueFd memory, posix::make_memory_file("poolscope-pipe", data_offset + capacity));
    POOLSCOPE_ASSIGN(RingBell::Pair bells, RingBell::create());
    POOLSCOPE_ASSIGN(const posix::SharedMapping first_look, posix::SharedMapping::map(memory.get(), data_offset));
    (new (first_look.data()) Shared{})->magic = ring_magic;
    UniqueFd again(::fcntl(memory.get(), F_DUPFD_CLOEXEC, 0));
    if (!again)
        return os_failure("dup", "the memory of a pipe");
    POOLSCOPE_ASSIGN(auto reader, attach(Side::reader, std::move(memory), std::move(bells.first)));
    POOLSCOPE_ASSIGN(auto writer, attach(Side::writer, std::move(again), std::move(bells.second)));
    return Pair{std::move(reader), std::move(writer)};
}

Result<std::unique_ptr<MessageRing>> MessageRing::attach(Side side, UniqueFd memory, RingBell bell) {
    struct stat status;
    if (::fstat(memory.get(), &status) != 0 || static_cast<std::size_t>(status.st_size) != data_offset + capacity)
        return failure(ErrorCode::malformed, "pipe", "the descriptor that came along is not a pipe's memory");
    auto ring = std::make_unique<MessageRing>();
    POOLSCOPE_ASSIGN(ring->mapping_, posix::SharedMapping::map_ring(memory.get(), data_offset, capacity));
    if (ring->shared()->magic != ring_magic)
        return failure(ErrorCode::malformed, "pipe", "the memory that came along is not a pipe's");
    ring->memory_ = std::move(memory);
    ring->bell_ = std::move(bell);
    ring->side_ = side;
    ring->first_ = ring->touched_ = ring->shared()->tail.load(std::memory_order_acquire);
    return ring;
}

void MessageRing::wake(std::atomic<std::uint32_t> &sleeps) {
    if (sleeps.exchange(0, std::memory_order_relaxed) != 0)
        bell_.ring();
}

// Until ready(), looking first and sleeping then. timed_out, or end_of_file when nobody is left who could make it ready.
template <class Ready> Status MessageRing::sleep(Ready ready, std::atomic<std::uint32_t> &says_so, Deadline deadline) {
    if (!deadline.has_passed()) {
        for (int look = patience_.looks(); look > 0; --look) {
            posix::relax();
            if (ready()) {
                patience_.paid();
                return {};
            }
        }
        patience_.did_not_pay();
    }
    const telemetry::WaitScope waiting(side_ == Side::reader ? WaitKind::receive : WaitKind::send, channel_, deadline);
    for (;;) {
        const bool is_alone = bell_.is_alone(); // before looking: what was published before the end is seen
        says_so.store(1, std::memory_order_seq_cst);
        if (ready())
            return {};
        if (is_alone)
            return failure(ErrorCode::end_of_file, "recv", "the other end of this connection is closed");
        if (side_ == Side::reader && shared()->writer_sleeps.load(std::memory_order_seq_cst) != 0)
            wake(shared()->writer_sleeps);
        // Never for long: see consume(), and the other side may be killed before it rings while others keep its end open.
        const Deadline until = Deadline::earliest({deadline, Deadline::after(posix::longest_sleep)});
        POOLSCOPE_ASSIGN(const bool has_rung, bell_.sleep(until));
        if (!has_rung && deadline.has_passed())
            return ready() ? Status{} : Status(failure(ErrorCode::timed_out, "wait"));
    }
}

// The writer.

namespace {
Failure reader_is_gone() {
    return Failure(Error{ErrorCode::os, EPIPE, "send", "the other end of this connection is closed"});
}
} // namespace

// Memory costs most when it is touched for the first time, page by page: so as much again as was used is fetched at once.
void MessageRing::touch(std::uint64_t until) {
    if (until <= touched_ || touched_ - first_ >= capacity)
        return;
    until = std::max(until, touched_ + std::min<std::size_t>(touched_ - first_, chunk));
    const std::uint64_t page = touched_ / page_size * page_size;
    const std::uint64_t end = std::min((until + page_size - 1) / page_size * page_size, page + capacity);
    mapping_.touch(data_offset + (page & (capacity - 1)), end - page);
    touched_ = end;
}

Status MessageRing::wait_for_room(std::uint64_t tail, std::size_t bytes, Deadline deadline) {
    Shared *const s = shared();
    std::uint64_t head = 0;
    const auto ready = [&] {
        head = s->head.load(std::memory_order_acquire);
        return capacity - (tail - head) >= bytes;
    };
    if (!ready()) {
        Status slept = sleep(ready, s->writer_sleeps, deadline);
        if (!slept)
            return slept.error().code == ErrorCode::end_of_file ? Status(reader_is_gone()) : slept;
    } else if (sends_ % look_every == 0 && bell_.forget()) {
        return reader_is_gone();
    }
    touch(tail + bytes);
    limit_ = touched_ - first_ >= capacity ? head + capacity : std::min(head + capacity, touched_);
    return {};
}

inline void MessageRing::publish(std::uint64_t tail) {
    Shared *const s = shared();
    s->tail.store(tail, std::memory_order_seq_cst);
    if (s->reader_sleeps.load(std::memory_order_relaxed) != 0) [[unlikely]]
        wake(s->reader_sleeps);
}

Status MessageRing::send(Parcel parcel, Deadline deadline, bool &is_cut) {
    const std::size_t size = parcel.bytes.size();
    if (size > largest_piece) [[unlikely]]
        return stream(parcel, deadline, is_cut);
    const std::size_t whole = header_size + padded(size);
    const std::uint64_t tail = shared()->tail.load(std::memory_order_relaxed);
    if (has_to_look(tail + whole)) [[unlikely]]
        POOLSCOPE_TRY(wait_for_room(tail, whole, deadline));
    const std::uint64_t header = header_of(parcel.kind, size);
    std::memcpy(at(tail), &header, header_size);
    parcel.bytes.copy(at(tail) + header_size, size);
    publish(tail + whole);
    return bell_.is_alone() ? Status(reader_is_gone()) : Status{};
}

Status MessageRing::stream(Parcel parcel, Deadline deadline, bool &is_cut) {
    const std::size_t size = parcel.bytes.size();
    std::uint64_t tail = shared()->tail.load(std::memory_order_relaxed);
    POOLSCOPE_TRY(wait_for_room(tail, header_size, deadline));
    const std::uint64_t header = header_of(parcel.kind, size);
    std::memcpy(at(tail), &header, header_size);
    publish(tail += header_size);
    for (std::size_t done = 0; done < size;) {
        const std::size_t piece = std::min(chunk, size - done);
        if (has_to_look(tail + padded(piece)))
            if (Status waited = wait_for_room(tail, padded(piece), deadline); !waited) {
                is_cut = true;
                return waited;
            }
        std::memcpy(at(tail), parcel.bytes.data() + done, piece);
        done += piece;
        publish(tail += padded(piece));
    }
    return {};
}

Result<std::span<char>> MessageRing::lend(std::size_t size, Deadline deadline) {
    const std::uint64_t tail = shared()->tail.load(std::memory_order_relaxed);
    if (has_to_look(tail + header_size + padded(size)))
        POOLSCOPE_TRY(wait_for_room(tail, header_size + padded(size), deadline));
    return std::span(at(tail) + header_size, size);
}

Status MessageRing::publish_lent(std::size_t size) {
    const std::uint64_t tail = shared()->tail.load(std::memory_order_relaxed);
    const std::uint64_t header = header_of(ParcelKind::pickle, size);
    std::memcpy(at(tail), &header, header_size);
    publish(tail + header_size + padded(size));
    return bell_.is_alone() ? Status(reader_is_gone()) : Status{};
}

// The reader.

// No fence between the store and the look, at each message: a writer that falls asleep just then may not be seen. It is seen
// at the next message, or when this side falls asleep; and it looks itself after a while.
inline void MessageRing::consume(std::uint64_t head) {
    Shared *const s = shared();
    s->head.store(head, std::memory_order_release);
    if (s->writer_sleeps.load(std::memory_order_relaxed) != 0) [[unlikely]]
        wake(s->writer_sleeps);
}

Result<bool> MessageRing::wait_readable(Deadline deadline) {
    Shared *const s = shared();
    if (streaming_ != 0)
        return true;
    const std::uint64_t head = s->head.load(std::memory_order_relaxed);
    const auto ready = [&] { return (tail_seen_ = s->tail.load(std::memory_order_acquire)) != head; };
    if (tail_seen_ > head || ready()) [[likely]]
        return true;
    if (!deadline.has_passed())
        lag_.let_gather();
    Status slept = sleep(ready, s->reader_sleeps, deadline);
    if (slept) {
        std::uint64_t header;
        std::memcpy(&header, at(head), header_size);
        lag_.gathered((tail_seen_ - head) / (header_size + padded(size_of(header))));
        return true;
    }
    if (slept.error().code == ErrorCode::end_of_file)
        return true;
    if (slept.error().code == ErrorCode::timed_out)
        return false;
    return tl::unexpected(slept.error());
}

Result<std::uint64_t> MessageRing::wait_for_header(Deadline deadline) {
    POOLSCOPE_ASSIGN(const bool is_readable, wait_readable(deadline));
    if (!is_readable)
        return failure(ErrorCode::timed_out, "recv", "no message came in time");
    const std::uint64_t head = shared()->head.load(std::memory_order_relaxed);
    if (tail_seen_ == head)
        return failure(ErrorCode::end_of_file, "recv", "the other end of this connection is closed");
    std::uint64_t header;
    std::memcpy(&header, at(head), header_size);
    return header;
}

std::optional<Parcel> MessageRing::at_hand() {
    Shared *const s = shared();
    const std::uint64_t head = s->head.load(std::memory_order_relaxed);
    if (tail_seen_ <= head && (tail_seen_ = s->tail.load(std::memory_order_acquire)) == head)
        return std::nullopt;
    std::uint64_t header;
    std::memcpy(&header, at(head), header_size);
    const std::size_t size = size_of(header);
    if (size > largest_piece || streaming_ != 0)
        return std::nullopt;
    in_place_ = header_size + padded(size);
    return Parcel{kind_of(header), {at(head) + header_size, size}};
}

Result<ReceivedParcel> MessageRing::receive(std::size_t maximum, Deadline deadline) {
    Shared *const s = shared();
    in_place_ = 0; // who has looked at this one takes it now
    std::uint64_t header = streaming_;
    if (header == 0) {
        POOLSCOPE_ASSIGN(header, wait_for_header(deadline));
    }
    const std::size_t size = size_of(header);
    if (size > maximum)
        return failure(ErrorCode::too_large, "recv", "bad message length");
    const std::uint64_t head = s->head.load(std::memory_order_relaxed);
    if (size <= largest_piece) [[likely]] {
        ReceivedParcel parcel{kind_of(header), std::string(at(head) + header_size, size)};
        consume(head + header_size + padded(size));
        return parcel;
    }
    if (streaming_ == 0) {
        consume(head + header_size);
        streaming_ = header;
        streamed_.reserve(std::min(size, into_hand));
    }
    while (streamed_.size() < size) {
        POOLSCOPE_ASSIGN(const std::string_view piece, next_piece(size - streamed_.size(), deadline));
        streamed_.append(piece);
        consume(s->head.load(std::memory_order_relaxed) + padded(piece.size()));
    }
    streaming_ = 0;
    return ReceivedParcel{kind_of(header), std::exchange(streamed_, {})};
}

Result<std::optional<std::size_t>> MessageRing::receive_into(std::span<char> into) {
    if (streaming_ != 0)
        return std::nullopt;
    POOLSCOPE_ASSIGN(const std::uint64_t header, wait_for_header(Deadline::never()));
    const std::size_t size = size_of(header);
    if (size <= largest_piece || size > into.size() || kind_of(header) != ParcelKind::pickle)
        return std::nullopt;
    Shared *const s = shared();
    consume(s->head.load(std::memory_order_relaxed) + header_size);
    for (std::size_t done = 0; done < size;) {
        POOLSCOPE_ASSIGN(const std::string_view piece, next_piece(size - done, Deadline::never()));
        std::memcpy(into.data() + done, piece.data(), piece.size());
        done += piece.size();
        consume(s->head.load(std::memory_order_relaxed) + padded(piece.size()));
    }
    return size;
}

Result<std::string_view> MessageRing::next_piece(std::size_t size, Deadline deadline) {
    Shared *const s = shared();
    const std::uint64_t from = s->head.load(std::memory_order_relaxed);
    const auto ready = [&] { return (tail_seen_ = s->tail.load(std::memory_order_acquire)) != from; };
    if (!ready())
        if (Status slept = sleep(ready, s->reader_sleeps, deadline); !slept)
            return slept.error().code == ErrorCode::end_of_file
                       ? failure(ErrorCode::truncated, "recv", "got end of file during message")
                       : failure(ErrorCode::timed_out, "recv", fmt::format("{} bytes of a message are still to come", size));
    return std::string_view(at(from), std::min<std::size_t>({tail_seen_ - from, size, chunk}));
}

Result<std::optional<Parcel>> MessageRing::receive_in_place(Deadline deadline) {
    if (const auto lying = at_hand())
        return lying;
    if (streaming_ != 0)
        return std::nullopt;
    POOLSCOPE_TRY(wait_for_header(deadline));
    return at_hand();
}

void MessageRing::give_back() {
    if (in_place_ != 0)
        consume(shared()->head.load(std::memory_order_relaxed) + std::exchange(in_place_, 0));
}

bool MessageRing::arm() {
    Shared *const s = shared();
    const bool is_alone = bell_.forget();
    s->reader_sleeps.store(1, std::memory_order_seq_cst);
    if (s->writer_sleeps.load(std::memory_order_seq_cst) != 0)
        wake(s->writer_sleeps);
    return is_alone || streaming_ != 0 || s->tail.load(std::memory_order_seq_cst) != s->head.load(std::memory_order_relaxed);
}

} // namespace poolscope
