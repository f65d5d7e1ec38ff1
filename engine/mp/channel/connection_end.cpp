// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/connection_end.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/channel_pair.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/telemetry/fault.h"
#include "engine/mp/channel/descriptor_end.h"
#include "engine/mp/channel/ring_end.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/process_object.h"
#include "engine/mp/process/target.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace poolscope {

namespace {
constexpr std::int64_t pipe_bytes = 65536; // pipe(7)
constexpr Seconds longest_second_writer{10}; // one whose reader has stopped is waited for no longer

std::size_t size_of(const ReceivedParcel &received) {
    return received.bytes.size();
}
std::size_t size_of(const ConnectionEnd::Placed &placed) {
    return placed.size;
}
std::size_t size_of(std::string_view view) {
    return view.size();
}
} // namespace

// On first use here: an inherited end that is never used is not one that this process takes part with.
void ConnectionEnd::announce() {
    if (announced_ == current::generation() || is_closed())
        return;
    announced_ = current::generation();
    if (can_write() && outgoing_ != 0)
        telemetry::emit(EventKind::channel_opened, outgoing_, static_cast<std::int64_t>(Direction::write));
    if (can_read() && incoming_ != 0)
        telemetry::emit(EventKind::channel_opened, incoming_, static_cast<std::int64_t>(Direction::read));
}

Failure ConnectionEnd::refusal(Direction wanted, const char *operation) const {
    const char *const why = is_closed() ? "handle is closed" : wanted == Direction::read ? "connection is write-only" : "connection is read-only";
    return Failure(Error{ErrorCode::os, EBADF, operation, why});
}

Status ConnectionEnd::check(Direction wanted, const char *operation) const {
    return can(wanted) ? Status() : Status(refusal(wanted, operation));
}

// A send is told before it can be read, so that no reader is seen before its writer, and taken back when it fails. An end
// without a channel is part of something that tells by itself. A fault may make something else of the send.
Status ConnectionEnd::send_watched(Parcel parcel, Deadline deadline) {
    announce();
    if (outgoing_ == 0)
        return do_send(parcel, deadline);
    if (telemetry::drops_message()) {
        telemetry::tell_thrown_away(outgoing_, parcel.bytes.size(), parcel::to_pickle(parcel));
        telemetry::step_gate();
        return {};
    }
    tell_sending(parcel);
    const bool is_doubled = carrier() == Carrier::descriptor && telemetry::wants_second_writer();
    Status sent = is_doubled ? send_beside_another(parcel, deadline) : do_send(parcel, deadline);
    tell_sent(parcel.bytes.size(), sent.has_value());
    return sent;
}

void ConnectionEnd::tell_sending(Parcel parcel) {
    telemetry::emit(EventKind::message_sent, outgoing_, 0, static_cast<std::int64_t>(parcel.bytes.size()), parcel::to_pickle(parcel));
}

void ConnectionEnd::tell_sent(std::size_t size, bool is_sent) {
    if (outgoing_ == 0)
        return;
    if (is_sent)
        telemetry::step_gate();
    else
        telemetry::emit(EventKind::message_dropped, outgoing_, 0, static_cast<std::int64_t>(size));
}

void ConnectionEnd::tell_received(std::size_t size) {
    if (incoming_ == 0)
        return;
    telemetry::emit(EventKind::message_received, incoming_, 0, static_cast<std::int64_t>(size));
    telemetry::step_gate();
}

// What is read as a message is none: it was torn by the end of its writer, or two wrote at the same time.
void ConnectionEnd::tell_unreadable(const Error &error) {
    if (incoming_ != 0 && (error.code == ErrorCode::truncated || error.code == ErrorCode::malformed))
        telemetry::emit(EventKind::message_torn, incoming_);
}

Status ConnectionEnd::send(Parcel parcel, Deadline deadline) {
    if (!can(Direction::write)) [[unlikely]]
        return refusal(Direction::write, "send");
    if (telemetry::is_watched()) [[unlikely]]
        return send_watched(parcel, deadline);
    return do_send(parcel, deadline);
}

// What a person asked for: a child that has inherited this end, as any child of a fork has, writes the same message at the
// same time. What the kernel does not keep in one piece is mixed.
Status ConnectionEnd::send_beside_another(Parcel parcel, Deadline deadline) {
    POOLSCOPE_ASSIGN(posix::PipePair made, posix::make_pipe()); // both begin when the child has closed its copy of this one
    const auto ready = std::make_shared<posix::PipePair>(std::move(made));
    const auto write = [this, parcel, ready] {
        announce();
        ready->write.reset();
        tell_sending(parcel);
        tell_sent(parcel.bytes.size(), do_send(parcel, Deadline::never()).has_value());
    };
    const auto other = std::make_shared<ProcessObject>(StartMethod::fork, "SecondWriter", ProcessOptions{}, make_body(write));
    if (const Status started = other->try_start(); !started)
        log(LogLevel::warning, "no second writer: {}", started.error().describe());
    ready->write.reset();
    pollfd begins{ready->read.get(), POLLIN, 0};
    (void)::poll(&begins, 1, Deadline::after(longest_second_writer).poll_milliseconds());
    const Status sent = do_send(parcel, deadline);
    (void)other->try_join(Deadline::after(longest_second_writer));
    return sent;
}

// One message, by whichever call; told when somebody watches.
template <class Receive> auto ConnectionEnd::take(Receive receive) -> decltype(receive()) {
    if (telemetry::is_watched()) [[unlikely]]
        announce();
    auto received = can(Direction::read) ? receive() : decltype(receive())(refusal(Direction::read, "recv"));
    if (telemetry::is_watched()) [[unlikely]]
        received ? tell_received(size_of(*received)) : tell_unreadable(received.error());
    return received;
}

Result<ReceivedParcel> ConnectionEnd::receive(std::size_t maximum, Deadline deadline) {
    return take([&] { return do_receive(maximum, deadline); });
}

Result<ConnectionEnd::Placed> ConnectionEnd::receive_into(std::span<char> into, Deadline deadline) {
    return take([&] { return do_receive_into(into, deadline); });
}

Result<std::span<char>> ConnectionEnd::lend(std::size_t size, Deadline deadline) {
    return can(Direction::write) ? do_lend(size, deadline) : Result<std::span<char>>(refusal(Direction::write, "loan"));
}

Status ConnectionEnd::send_lent(std::size_t size, Deadline deadline) {
    if (!can(Direction::write)) [[unlikely]]
        return refusal(Direction::write, "send");
    if (telemetry::is_watched()) [[unlikely]]
        announce();
    telemetry::emit(EventKind::message_sent, outgoing_, 0, static_cast<std::int64_t>(size));
    Status sent = do_send_lent(size, deadline);
    tell_sent(size, sent.has_value());
    return sent;
}

Result<std::string_view> ConnectionEnd::receive_in_place(Deadline deadline) {
    return take([&] { return do_receive_in_place(deadline); });
}

Result<bool> ConnectionEnd::poll(Deadline deadline) {
    if (!can(Direction::read)) [[unlikely]]
        return refusal(Direction::read, "poll");
    if (telemetry::is_watched()) [[unlikely]]
        announce();
    return do_poll(deadline);
}

void ConnectionEnd::close() {
    if (is_closed())
        return;
    do_close();
    if (announced_ != current::generation())
        return;
    if (can_write() && outgoing_ != 0)
        telemetry::emit(EventKind::channel_closed, outgoing_, static_cast<std::int64_t>(Direction::write));
    if (can_read() && incoming_ != 0)
        telemetry::emit(EventKind::channel_closed, incoming_, static_cast<std::int64_t>(Direction::read));
}

void ConnectionEnd::stop_reading() {
    if (!can_write())
        return close();
    direction_ = Direction::write;
}

Result<ConnectionPair> make_connection_pair(Duplex duplex, Carrier carrier) {
    const ObjectId id = telemetry::new_object_id();
    const auto tell = [&](ObjectId channel, std::int64_t capacity) {
        const auto kind = duplex == Duplex::yes ? ChannelKind::duplex_pipe : ChannelKind::pipe;
        telemetry::emit(EventKind::channel_created, channel, static_cast<std::int64_t>(kind) | static_cast<std::int64_t>(carrier) << 8, capacity, "Pipe");
    };
    if (carrier == Carrier::shared_memory) {
        tell(id, MessageRing::capacity);
        if (duplex == Duplex::yes)
            tell(id | 1, MessageRing::capacity);
        return RingEnd::make_pair(duplex, id);
    }
    if (duplex == Duplex::no) {
        POOLSCOPE_ASSIGN(posix::PipePair ends, posix::make_pipe());
        tell(id, pipe_bytes);
        return ConnectionPair{std::make_shared<DescriptorEnd>(std::move(ends.read), Direction::read, 0, id),
                              std::make_shared<DescriptorEnd>(std::move(ends.write), Direction::write, id, 0)};
    }
    POOLSCOPE_ASSIGN(posix::SocketPair ends, posix::make_socket_pair(SOCK_STREAM));
    tell(id, 0);
    tell(id | 1, 0);
    return ConnectionPair{std::make_shared<DescriptorEnd>(std::move(ends.first), Direction::both, id, id | 1),
                          std::make_shared<DescriptorEnd>(std::move(ends.second), Direction::both, id | 1, id)};
}

Result<std::shared_ptr<ConnectionEnd>> attach_connection(Carrier carrier, std::vector<UniqueFd> descriptors, Direction direction,
                                                         ObjectId outgoing, ObjectId incoming) {
    if (carrier == Carrier::shared_memory)
        return RingEnd::attach(std::move(descriptors), direction, outgoing, incoming);
    if (descriptors.size() != 1)
        return failure(ErrorCode::malformed, "decode", "a connection without its descriptor");
    return std::make_shared<DescriptorEnd>(std::move(descriptors.front()), direction, outgoing, incoming);
}

} // namespace poolscope
