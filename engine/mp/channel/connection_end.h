// SPDX-License-Identifier: Apache-2.0
#pragma once

// One end of a pipe, whatever carries its messages: a descriptor with CPython's framing (DescriptorEnd, Python can be at
// the other end) or shared memory (RingEnd, between engine processes). As in Python there is no lock: two threads or
// processes that send on one end at once may garble its stream, and so may two that receive.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/telemetry/event.h"
#include "engine/mp/channel/parcel.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope {

// More is no message, but a stream that holds none.
constexpr std::size_t largest_message = std::size_t{64} << 30;

class ConnectionEnd {
public:
    virtual ~ConnectionEnd() = default;
    ConnectionEnd(const ConnectionEnd &) = delete;
    ConnectionEnd &operator=(const ConnectionEnd &) = delete;

    // One message. os with EPIPE when the peer is gone, with EBADF for an end that is closed or cannot write. timed_out: it
    // was not sent; if a part of it went, this end can send no more, as the peer could not tell where the next one begins.
    Status send(Parcel parcel, Deadline deadline);
    // The next message. end_of_file when the peer is gone, truncated when it went in the middle, too_large above
    // `maximum`: then nothing more can be received; malformed for a length that cannot be. timed_out loses nothing: what
    // has come of the message is kept for the next call.
    Result<ReceivedParcel> receive(std::size_t maximum, Deadline deadline);
    // The same into memory of the caller. One that does not fit is in `too_long`.
    struct Placed {
        explicit Placed(std::size_t bytes, std::string whole = {}) : size(bytes), too_long(std::move(whole)) {}
        std::size_t size;
        std::string too_long;
    };
    Result<Placed> receive_into(std::span<char> into, Deadline deadline);

    // Room for one message of that size, to be filled and sent. On shared memory it is the message's own place, so that
    // nothing is copied; one loan at a time.
    Result<std::span<char>> lend(std::size_t size, Deadline deadline);
    Status send_lent(std::size_t size, Deadline deadline);
    // The next message where it lies, until give_back().
    Result<std::string_view> receive_in_place(Deadline deadline);
    virtual void give_back() = 0;

    // os with EBADF for an end that is closed or has no such direction.
    Status check(Direction wanted, const char *operation) const;
    // Data, a part of a message, or the end of the stream can be read.
    Result<bool> poll(Deadline deadline);
    void close();

    virtual bool is_closed() const = 0;
    bool can_read() const { return has(Direction::read); }
    bool can_write() const { return has(Direction::write); }
    Direction direction() const { return direction_; }
    virtual Carrier carrier() const = 0;
    ObjectId outgoing() const { return outgoing_; }
    ObjectId incoming() const { return incoming_; }

    // For wait(): what to poll, after arm() saw that nothing can be read yet.
    virtual int descriptor() const = 0;
    virtual bool arm() = 0;
    // All that another process needs.
    virtual std::vector<int> descriptors() const = 0;

protected:
    // Channel ids of 0: nothing is told about it.
    ConnectionEnd(Direction direction, ObjectId outgoing, ObjectId incoming)
        : direction_(direction), outgoing_(outgoing), incoming_(incoming) {}

    virtual Status do_send(Parcel parcel, Deadline deadline) = 0;
    virtual Result<ReceivedParcel> do_receive(std::size_t maximum, Deadline deadline) = 0;
    virtual Result<Placed> do_receive_into(std::span<char> into, Deadline deadline) = 0;
    virtual Result<std::span<char>> do_lend(std::size_t size, Deadline deadline) = 0;
    virtual Status do_send_lent(std::size_t size, Deadline deadline) = 0;
    virtual Result<std::string_view> do_receive_in_place(Deadline deadline) = 0;
    virtual Result<bool> do_poll(Deadline deadline) = 0;
    virtual void do_close() = 0;
    // Nothing more can be received, for the border between messages is lost.
    void stop_reading();
    void stop_writing() { direction_ = static_cast<Direction>(static_cast<int>(direction_) & ~static_cast<int>(Direction::write)); }

private:
    bool has(Direction wanted) const { return (static_cast<int>(direction_) & static_cast<int>(wanted)) != 0; }
    bool can(Direction wanted) const { return has(wanted) && !is_closed(); }
    [[gnu::cold]] Failure refusal(Direction wanted, const char *operation) const;
    template <class Receive> auto take(Receive receive) -> decltype(receive());
    // Out of the way of those whom nobody watches.
    [[gnu::cold]] void announce();
    [[gnu::cold]] Status send_watched(Parcel parcel, Deadline deadline);
    [[gnu::cold]] void tell_sending(Parcel parcel);
    [[gnu::cold]] Status send_beside_another(Parcel parcel, Deadline deadline);
    [[gnu::cold]] void tell_sent(std::size_t size, bool is_sent);
    [[gnu::cold]] void tell_received(std::size_t size);
    [[gnu::cold]] void tell_unreadable(const Error &error);

    Direction direction_;
    ObjectId outgoing_, incoming_;
    unsigned announced_ = 0;
};

struct ConnectionPair {
    std::shared_ptr<ConnectionEnd> first;
    std::shared_ptr<ConnectionEnd> second;
};
enum class Duplex { no, yes };
// One-way: the first end reads, the second writes. The carrier is a descriptor unless shared memory is asked for: only who
// makes a pipe knows that no Python, no select(2) and no foreign program will stand at its ends.
Result<ConnectionPair> make_connection_pair(Duplex duplex, Carrier carrier = Carrier::descriptor);
// The end behind descriptors that came from another process.
Result<std::shared_ptr<ConnectionEnd>> attach_connection(Carrier carrier, std::vector<UniqueFd> descriptors, Direction direction,
                                                         ObjectId outgoing, ObjectId incoming);

} // namespace poolscope
