// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/connection.h"

#include "engine/mp/channel/descriptor_end.h"
#include "engine/mp/channel/transfer.h"

#include <algorithm>
#include <cerrno>

namespace poolscope {

namespace {

constexpr std::string_view rebuild = "rebuild_connection";

[[noreturn]] void refuse(const char *operation, const char *why) {
    raise(Error{ErrorCode::invalid_argument, 0, operation, why});
}

// What the end cannot do at all is said before what is wrong with the numbers, as in Python.
[[noreturn]] void refuse(const ConnectionEnd &end, Direction wanted, const char *operation, const char *why) {
    unwrap(end.check(wanted, operation));
    refuse(operation, why);
}

std::shared_ptr<ConnectionEnd> end_around(int handle, bool readable, bool writable) {
    if (handle < 0)
        refuse("Connection", "invalid handle");
    if (!readable && !writable)
        refuse("Connection", "at least one of `readable` and `writable` must be True");
    const auto direction = static_cast<Direction>((readable ? 1 : 0) | (writable ? 2 : 0));
    return std::make_shared<DescriptorEnd>(UniqueFd(handle), direction, 0, 0);
}

} // namespace

Connection::Connection(int handle, bool readable, bool writable) : end_(end_around(handle, readable, writable)) {}

void Connection::send_bytes(std::string_view buffer, std::ptrdiff_t offset, std::optional<std::ptrdiff_t> size) {
    const auto total = static_cast<std::ptrdiff_t>(buffer.size());
    if (offset < 0)
        refuse(*end_, Direction::write, "send_bytes", "offset is negative");
    if (offset > total)
        refuse(*end_, Direction::write, "send_bytes", "buffer length < offset");
    if (size && *size < 0)
        refuse(*end_, Direction::write, "send_bytes", "size is negative");
    if (size && *size > total - offset)
        refuse(*end_, Direction::write, "send_bytes", "buffer length < offset + size");
    send_bytes(buffer.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size.value_or(total - offset))));
}

std::string Connection::recv_bytes(std::optional<std::ptrdiff_t> maximum) {
    if (maximum && *maximum < 0)
        refuse(*end_, Direction::read, "recv_bytes", "negative maxlength");
    ReceivedParcel received = unwrap(end_->receive(maximum ? static_cast<std::size_t>(*maximum) : largest_message, Deadline::never()));
    return received.kind == ParcelKind::pickle ? std::move(received.bytes) : parcel::to_pickle({received.kind, received.bytes});
}

std::size_t Connection::recv_bytes_into(std::span<char> buffer, std::ptrdiff_t offset) {
    if (offset < 0)
        refuse(*end_, Direction::read, "recv_bytes_into", "negative offset");
    if (offset > static_cast<std::ptrdiff_t>(buffer.size()))
        refuse(*end_, Direction::read, "recv_bytes_into", "offset too large");
    auto placed = end_->receive_into(buffer.subspan(static_cast<std::size_t>(offset)), Deadline::never());
    if (!placed) [[unlikely]]
        raise(std::move(placed).error());
    if (!placed->too_long.empty()) [[unlikely]]
        throw BufferTooShort(Error{ErrorCode::too_large, 0, "recv_bytes_into", "the message does not fit into the buffer; it is in message()"},
                             std::move(placed->too_long));
    return placed->size;
}

int Connection::fileno() const {
    if (end_->is_closed())
        raise(Error{ErrorCode::os, EBADF, "fileno", "handle is closed"});
    return end_->descriptor();
}

void Loan::send(std::size_t size) {
    if (size > room_.size())
        refuse("send", "more than was lent");
    if (!end_)
        raise(Error{ErrorCode::wrong_state, 0, "send", "a loan can be sent once"});
    unwrap(std::exchange(end_, nullptr)->send_lent(size, Deadline::never()));
}

void Codec<Connection>::write(PickleWriter &writer, const Connection &connection) {
    const ConnectionEnd &end = connection.end();
    if (end.is_closed())
        refuse_encoding(Error{ErrorCode::os, EBADF, "encode", "handle is closed"});
    const std::vector<int> descriptors = end.descriptors();
    transfer::write(writer, "multiprocessing.connection", rebuild, descriptors, {StartMethod::none, transfer::Travel::any_time},
                    {static_cast<std::int64_t>(end.carrier()), static_cast<std::int64_t>(end.direction()),
                     static_cast<std::int64_t>(end.outgoing()), static_cast<std::int64_t>(end.incoming())});
}

Result<Connection> Codec<Connection>::read(const Value &value) {
    POOLSCOPE_ASSIGN(auto received, transfer::read_all(value, rebuild));
    const auto &extras = received.extras;
    if (extras.size() != 4 || extras[1] < 1 || extras[1] > 3)
        return failure(ErrorCode::malformed, "decode", "a connection");
    POOLSCOPE_ASSIGN(auto end, attach_connection(static_cast<Carrier>(extras[0]), std::move(received.fds), static_cast<Direction>(extras[1]),
                                                 static_cast<ObjectId>(extras[2]), static_cast<ObjectId>(extras[3])));
    return Connection(std::move(end));
}

} // namespace poolscope
