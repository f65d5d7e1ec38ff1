// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/connection.h"

#include "engine/core/posix/poller.h"
#include "engine/mp/channel/transfer.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>

namespace poolscope {

namespace {
constexpr std::string_view rebuild = "rebuild_connection";
}

void Connection::send_bytes(std::string_view buffer, std::ptrdiff_t offset, std::optional<std::ptrdiff_t> size) {
    const auto total = static_cast<std::ptrdiff_t>(buffer.size());
    const auto refuse = [](const char *why) { raise(Error{ErrorCode::invalid_argument, 0, "send_bytes", why}); };
    if (offset < 0)
        refuse("offset is negative");
    if (offset > total)
        refuse("buffer length < offset");
    if (size && *size < 0)
        refuse("size is negative");
    if (size && offset + *size > total)
        refuse("buffer length < offset + size");
    send_bytes(buffer.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size.value_or(total - offset))));
}

std::string Connection::recv_bytes(std::optional<std::ptrdiff_t> maximum) {
    if (maximum && *maximum < 0)
        raise(Error{ErrorCode::invalid_argument, 0, "recv_bytes", "negative maxlength"});
    const std::size_t limit = maximum ? static_cast<std::size_t>(*maximum) : default_maximum_message;
    auto bytes = end_->recv_bytes(limit, Deadline::never());
    if (!bytes && bytes.error().code == ErrorCode::too_large)
        end_->close(); // the body was not read: the stream has lost its border
    return unwrap(std::move(bytes));
}

int Connection::fileno() const {
    if (end_->is_closed())
        raise(Error{ErrorCode::os, EBADF, "fileno", "handle is closed"});
    return end_->fd();
}

std::vector<int> wait(const std::vector<int> &descriptors, std::optional<Seconds> timeout) {
    std::vector<pollfd> entries;
    for (const int fd : descriptors)
        entries.push_back({fd, POLLIN, 0});
    unwrap(posix::poll_until(entries, Deadline::from(timeout)));
    std::vector<int> ready;
    for (const pollfd &entry : entries)
        if (entry.revents != 0)
            ready.push_back(entry.fd);
    return ready;
}

void Codec<Connection>::write(PickleWriter &writer, const Connection &connection) {
    const ConnectionEnd &end = connection.end();
    transfer::write(writer, "multiprocessing.connection", rebuild, end.fd(), StartMethod::none,
                    {static_cast<std::int64_t>(end.direction()), static_cast<std::int64_t>(end.outgoing()),
                     static_cast<std::int64_t>(end.incoming())});
}

Result<Connection> Codec<Connection>::read(const Value &value) {
    POOLSCOPE_ASSIGN(auto received, transfer::read(value, rebuild));
    if (received.extras.size() != 3)
        return failure(ErrorCode::malformed, "decode", "a connection");
    return Connection(std::make_shared<ConnectionEnd>(std::move(received.fd), static_cast<Direction>(received.extras[0]),
                                                      static_cast<ObjectId>(received.extras[1]),
                                                      static_cast<ObjectId>(received.extras[2])));
}

} // namespace poolscope
