// SPDX-License-Identifier: Apache-2.0
#pragma once

// One direction of a pipe in shared memory: a ring of messages from one writer to one reader. One store makes a message
// exist, so what was published stays readable whenever and wherever the writer is killed. Whoever finds nothing to do looks
// for a moment, then sleeps until the other side rings.

#include "engine/core/base/clock.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/memory_file.h"
#include "engine/core/posix/sleepers.h"
#include "engine/core/telemetry/event.h"
#include "engine/mp/channel/parcel.h"
#include "engine/mp/channel/ring_bell.h"
#include "engine/mp/channel/ring_lag.h"

#include <atomic>
#include <memory>
#include <optional>
#include <span>

namespace poolscope {

class MessageRing {
public:
    static constexpr std::size_t capacity = std::size_t{4} << 20;
    // A message up to this size lies in the ring in one piece; a larger one streams through it.
    static constexpr std::size_t largest_piece = capacity / 2 - sizeof(std::uint64_t);

    enum class Side { reader, writer };
    struct Pair {
        std::unique_ptr<MessageRing> reader, writer;
    };
    static Result<Pair> create();
    static Result<std::unique_ptr<MessageRing>> attach(Side side, UniqueFd memory, RingBell bell);

    // The writer. os with EPIPE when the reader is gone: seen at once by a writer that waits or wakes it, otherwise within
    // `look_every` messages. timed_out with `is_cut` when a part of the message went.
    Status send(Parcel parcel, Deadline deadline, bool &is_cut);
    Result<std::span<char>> lend(std::size_t size, Deadline deadline); // up to largest_piece
    Status publish_lent(std::size_t size);

    // The reader. end_of_file when everything was read and the writer is gone, truncated when it went inside a message.
    Result<ReceivedParcel> receive(std::size_t maximum, Deadline deadline);
    // The pickle of a message that streams, straight to where it is wanted: its size. Nothing when it is another message.
    Result<std::optional<std::size_t>> receive_into(std::span<char> into);
    // Where it lies, until give_back(); nothing for one that streams.
    Result<std::optional<Parcel>> receive_in_place(Deadline deadline);
    // The same for one that has come already; nothing, too, when none has.
    std::optional<Parcel> at_hand();
    void give_back();

    // True when there is something, or the end of it, to read.
    Result<bool> wait_readable(Deadline deadline);
    bool arm();

    // What events name it.
    void set_channel(ObjectId channel) { channel_ = channel; }
    int memory_fd() const { return memory_.get(); }
    const RingBell &bell() const { return bell_; }

private:
    struct Shared {
        std::uint64_t magic;
        alignas(64) std::atomic<std::uint64_t> tail; // bytes written so far
        alignas(64) std::atomic<std::uint64_t> head; // bytes read so far
        alignas(64) std::atomic<std::uint32_t> reader_sleeps, writer_sleeps;
    };
    static constexpr unsigned look_every = 512;

    Shared *shared() const { return mapping_.as<Shared>(); }
    char *at(std::uint64_t position) const;
    // The writer: whether it may not write up to there without a look.
    bool has_to_look(std::uint64_t until) { return ++sends_ % look_every == 0 || until > limit_; }
    [[gnu::cold]] Status wait_for_room(std::uint64_t tail, std::size_t bytes, Deadline deadline);
    void touch(std::uint64_t until);
    Status stream(Parcel parcel, Deadline deadline, bool &is_cut);
    Result<std::uint64_t> wait_for_header(Deadline deadline);
    // The next bytes of a message that streams, at most `size`: where they lie, until consumed.
    Result<std::string_view> next_piece(std::size_t size, Deadline deadline);
    void publish(std::uint64_t tail);
    void consume(std::uint64_t head);
    template <class Ready> Status sleep(Ready ready, std::atomic<std::uint32_t> &says_so, Deadline deadline);
    [[gnu::cold]] void wake(std::atomic<std::uint32_t> &sleeps);

    UniqueFd memory_;
    RingBell bell_;
    posix::SharedMapping mapping_;
    Side side_ = Side::reader;
    ObjectId channel_ = 0;
    posix::Patience patience_;
    RingLag lag_;
    std::uint64_t tail_seen_ = 0;                 // by the reader, as last looked
    std::uint64_t limit_ = 0;                     // the writer may write up to here without looking
    std::uint64_t first_ = 0, touched_ = 0;       // from where to where the writer has touched the memory
    std::uint64_t in_place_ = 0;                  // bytes to consume at give_back()
    std::uint64_t streaming_ = 0;                 // header of a message that is being received
    std::string streamed_;                        // what has come of it
    unsigned sends_ = 0;
};

} // namespace poolscope
