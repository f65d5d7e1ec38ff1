// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/connection_end.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/poller.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/core/wire/framing.h"
#include "engine/mp/process/current_process.h"

#include <cerrno>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace poolscope {

namespace {
constexpr std::int64_t pipe_bytes = 65536; // pipe(7)
}

ConnectionEnd::ConnectionEnd(UniqueFd fd, Direction direction, ObjectId outgoing, ObjectId incoming)
    : fd_(std::move(fd)), direction_(direction), outgoing_(outgoing), incoming_(incoming) {}

ConnectionEnd::~ConnectionEnd() {
    close();
}

// On first use here: an inherited end that is never used is not one that this process takes part with.
void ConnectionEnd::announce() {
    if (!telemetry::is_watched() || announced_ == current::generation())
        return;
    announced_ = current::generation();
    if (can_write())
        telemetry::emit(EventKind::channel_opened, outgoing_, static_cast<std::int64_t>(Direction::write));
    if (can_read())
        telemetry::emit(EventKind::channel_opened, incoming_, static_cast<std::int64_t>(Direction::read));
}

Status ConnectionEnd::check(Direction wanted, std::string_view operation) const {
    if (!fd_)
        return Failure(Error{ErrorCode::os, EBADF, std::string(operation), "handle is closed"});
    if (wanted == Direction::read && !can_read())
        return Failure(Error{ErrorCode::os, EBADF, std::string(operation), "connection is write-only"});
    if (wanted == Direction::write && !can_write())
        return Failure(Error{ErrorCode::os, EBADF, std::string(operation), "connection is read-only"});
    return {};
}

Status ConnectionEnd::send_bytes(std::string_view bytes, Deadline deadline) {
    POOLSCOPE_TRY(check(Direction::write, "send"));
    announce();
    // Told before it can be read, so that no reader is seen before its writer.
    telemetry::emit(EventKind::message_sent, outgoing_, 0, static_cast<std::int64_t>(bytes.size()), bytes);
    FrameHeader header = frame_header(bytes.size());
    std::size_t done = 0;
    const std::size_t total = header.size + bytes.size();
    while (done < total) {
        if (!deadline.is_never()) {
            POOLSCOPE_ASSIGN(const bool writable, posix::wait_writable(fd_.get(), deadline));
            if (!writable)
                return failure(ErrorCode::timed_out, "send", fmt::format("{} of {} bytes were taken", done, total));
        }
        const std::size_t of_header = std::min(done, header.size);
        const std::size_t of_body = done - of_header;
        iovec parts[2] = {{header.bytes + of_header, header.size - of_header},
                          {const_cast<char *>(bytes.data()) + of_body, bytes.size() - of_body}};
        const ssize_t written = ::writev(fd_.get(), parts, 2);
        if (written < 0) {
            if (errno == EINTR)
                continue;
            if (errno == EAGAIN) {
                const telemetry::WaitScope waiting(WaitKind::send, outgoing_);
                POOLSCOPE_TRY(posix::wait_writable(fd_.get(), deadline));
                continue;
            }
            return os_failure("send", "the other end of this connection is closed");
        }
        done += static_cast<std::size_t>(written);
    }
    telemetry::step_gate();
    return {};
}

Status ConnectionEnd::read_exactly(char *into, std::size_t size, Deadline deadline, std::size_t &done) {
    done = 0;
    while (done < size) {
        if (!deadline.is_never()) {
            POOLSCOPE_ASSIGN(const bool readable, posix::wait_readable(fd_.get(), deadline));
            if (!readable)
                return failure(ErrorCode::timed_out, "recv", fmt::format("{} of {} bytes came", done, size));
        }
        const ssize_t count = ::read(fd_.get(), into + done, size - done);
        if (count == 0 || (count < 0 && errno == ECONNRESET))
            return failure(ErrorCode::end_of_file, "recv", "the other end of this connection is closed");
        if (count < 0) {
            if (errno == EINTR)
                continue;
            if (errno != EAGAIN)
                return os_failure("recv");
            POOLSCOPE_TRY(posix::wait_readable(fd_.get(), deadline));
            continue;
        }
        done += static_cast<std::size_t>(count);
    }
    return {};
}

Result<std::string> ConnectionEnd::recv_bytes(std::size_t maximum, Deadline deadline) {
    POOLSCOPE_TRY(check(Direction::read, "recv"));
    announce();
    if (telemetry::is_watched() && !posix::wait_readable(fd_.get(), Deadline::at_once()).value_or(true)) {
        const telemetry::WaitScope waiting(WaitKind::receive, incoming_);
        POOLSCOPE_TRY(posix::wait_readable(fd_.get(), deadline));
    }
    const auto inside_message = [](Error error) {
        if (error.code == ErrorCode::end_of_file)
            error = Error{ErrorCode::truncated, 0, "recv", "got end of file during message"};
        return tl::unexpected(std::move(error));
    };
    FrameHeader header;
    FrameLength length;
    std::size_t done = 0;
    for (const std::size_t wanted : {std::size_t{4}, sizeof header.bytes}) {
        if (Status read = read_exactly(header.bytes + header.size, wanted - header.size, deadline, done); !read)
            return header.size + done == 0 ? tl::unexpected(read.error()) : inside_message(read.error());
        header.size = wanted;
        POOLSCOPE_ASSIGN(length, read_frame_length(header.view(), maximum));
        if (length.header_size != 0)
            break;
    }
    const auto size = static_cast<std::size_t>(length.body_size);
    std::string bytes(size, '\0');
    if (Status read = read_exactly(bytes.data(), size, deadline, done); !read)
        return inside_message(read.error());
    telemetry::emit(EventKind::message_received, incoming_, 0, static_cast<std::int64_t>(size));
    telemetry::step_gate();
    return bytes;
}

Result<bool> ConnectionEnd::poll(Deadline deadline) {
    POOLSCOPE_TRY(check(Direction::read, "poll"));
    return posix::wait_readable(fd_.get(), deadline);
}

void ConnectionEnd::close() {
    if (!fd_)
        return;
    fd_.reset();
    if (announced_ != current::generation())
        return;
    if (can_write())
        telemetry::emit(EventKind::channel_closed, outgoing_, static_cast<std::int64_t>(Direction::write));
    if (can_read())
        telemetry::emit(EventKind::channel_closed, incoming_, static_cast<std::int64_t>(Direction::read));
}

Result<ConnectionPair> make_connection_pair(Duplex duplex) {
    const ObjectId id = telemetry::new_object_id();
    const auto tell = [](ObjectId channel, ChannelKind kind, std::int64_t capacity) {
        telemetry::emit(EventKind::channel_created, channel,
                        static_cast<std::int64_t>(kind) | static_cast<std::int64_t>(Carrier::descriptor) << 8, capacity, "Pipe");
    };
    if (duplex == Duplex::no) {
        POOLSCOPE_ASSIGN(posix::PipePair ends, posix::make_pipe());
        tell(id, ChannelKind::pipe, pipe_bytes);
        return ConnectionPair{std::make_shared<ConnectionEnd>(std::move(ends.read), Direction::read, 0, id),
                              std::make_shared<ConnectionEnd>(std::move(ends.write), Direction::write, id, 0)};
    }
    POOLSCOPE_ASSIGN(posix::SocketPair ends, posix::make_socket_pair(SOCK_STREAM));
    tell(id, ChannelKind::duplex_pipe, 0);
    tell(id | 1, ChannelKind::duplex_pipe, 0);
    return ConnectionPair{std::make_shared<ConnectionEnd>(std::move(ends.first), Direction::both, id, id | 1),
                          std::make_shared<ConnectionEnd>(std::move(ends.second), Direction::both, id | 1, id)};
}

} // namespace poolscope
