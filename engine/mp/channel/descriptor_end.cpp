// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/descriptor_end.h"

#include "engine/core/base/strictness.h"
#include "engine/core/posix/poller.h"
#include "engine/core/telemetry/emitter.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace poolscope {

namespace {

// Of a body that a peer only promises; then as much again as has come, so that a promise costs it the bytes.
constexpr std::size_t first_piece = std::size_t{1} << 20;

Error inside_message(Error error) {
    return error.code == ErrorCode::end_of_file ? Error{ErrorCode::truncated, 0, "recv", "got end of file during message"} : error;
}

} // namespace

DescriptorEnd::DescriptorEnd(UniqueFd fd, Direction direction, ObjectId outgoing, ObjectId incoming)
    : ConnectionEnd(direction, outgoing, incoming), fd_(std::move(fd)) {
    struct stat status;
    is_socket_ = ::fstat(fd_.get(), &status) == 0 && S_ISSOCK(status.st_mode);
}

Result<std::size_t> DescriptorEnd::write_some(std::string_view header, std::string_view body, Deadline deadline) {
    iovec parts[2] = {{const_cast<char *>(header.data()), header.size()}, {const_cast<char *>(body.data()), body.size()}};
    for (;;) {
        ssize_t written;
        if (deadline.is_never()) {
            written = ::writev(fd_.get(), parts, 2);
        } else {
            POOLSCOPE_ASSIGN(const bool is_writable, posix::wait_writable(fd_.get(), deadline));
            if (!is_writable)
                return failure(ErrorCode::timed_out, "send");
            if (is_socket_) {
                msghdr message{};
                message.msg_iov = parts;
                message.msg_iovlen = 2;
                written = ::sendmsg(fd_.get(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
            } else { // a pipe that can be written takes this much without blocking (pipe(7))
                parts[0].iov_len = std::min<std::size_t>(parts[0].iov_len, PIPE_BUF);
                parts[1].iov_len = std::min<std::size_t>(parts[1].iov_len, PIPE_BUF - parts[0].iov_len);
                written = ::writev(fd_.get(), parts, 2);
            }
        }
        if (written >= 0)
            return static_cast<std::size_t>(written);
        if (errno == EAGAIN) { // somebody made the descriptor non-blocking
            const telemetry::WaitScope waiting(WaitKind::send, outgoing(), deadline);
            POOLSCOPE_TRY(posix::wait_writable(fd_.get(), deadline));
        } else if (errno != EINTR) {
            return os_failure("send", errno == EPIPE ? "the other end of this connection is closed" : "");
        }
    }
}

Status DescriptorEnd::do_send(Parcel parcel, Deadline deadline) {
    std::string pickle;
    if (parcel.kind != ParcelKind::pickle) {
        pickle = parcel::to_pickle(parcel);
        parcel = {ParcelKind::pickle, pickle};
    }
    const FrameHeader header = frame_header(parcel.bytes.size());
    const std::size_t total = header.size + parcel.bytes.size();
    for (std::size_t done = 0; done < total;) {
        const std::size_t of_header = std::min(done, header.size);
        auto written = write_some(header.view().substr(of_header), parcel.bytes.substr(done - of_header), deadline);
        if (!written) {
            Error error = std::move(written).error();
            if (error.code == ErrorCode::timed_out && done > 0) {
                error.detail = fmt::format("only {} of {} bytes of the message were taken in time; this end can send no more", done, total);
                is_socket_ ? static_cast<void>(::shutdown(fd_.get(), SHUT_WR)) : fd_.reset(); // the peer sees where it ends
                stop_writing();
            }
            return Failure(std::move(error));
        }
        done += *written;
    }
    return {};
}

Result<std::size_t> DescriptorEnd::read_some(char *into, std::size_t size, Deadline deadline) {
    for (;;) {
        if (!deadline.is_never()) {
            POOLSCOPE_ASSIGN(const bool is_readable, posix::wait_readable(fd_.get(), deadline));
            if (!is_readable)
                return failure(ErrorCode::timed_out, "recv", "no whole message came in time");
        }
        const ssize_t count = ::read(fd_.get(), into, size);
        if (count > 0)
            return static_cast<std::size_t>(count);
        if (count == 0 || errno == ECONNRESET)
            return failure(ErrorCode::end_of_file, "recv", "the other end of this connection is closed");
        if (errno == EAGAIN) {
            POOLSCOPE_TRY(posix::wait_readable(fd_.get(), deadline));
        } else if (errno != EINTR) {
            return os_failure("recv");
        }
    }
}

Status DescriptorEnd::read_header(std::size_t maximum, Deadline deadline) {
    if (telemetry::is_watched() && frame_.header.size == 0 && !posix::wait_readable(fd_.get(), Deadline::at_once()).value_or(true)) {
        const telemetry::WaitScope waiting(WaitKind::receive, incoming(), deadline);
        POOLSCOPE_TRY(posix::wait_readable(fd_.get(), deadline));
    }
    FrameHeader &header = frame_.header;
    while (!frame_.size) {
        const std::size_t wanted = header.size < 4 ? 4 : sizeof header.bytes;
        auto count = read_some(header.bytes + header.size, wanted - header.size, deadline);
        if (!count)
            return Failure(header.size == 0 ? std::move(count).error() : inside_message(std::move(count).error()));
        header.size += *count;
        auto length = read_frame_length(header.view(), std::min(maximum, largest_message));
        if (length && length->header_size != 0) {
            frame_.size = static_cast<std::size_t>(length->body_size);
        } else if (!length) {
            const bool is_negative = length.error().code == ErrorCode::malformed;
            if (is_negative && is_strict()) {
                frame_.size = 0; // as CPython does; what follows is taken for a header, whatever it is
                return {};
            }
            frame_ = {};
            stop_reading();
            if (maximum < largest_message && !is_negative)
                return failure(ErrorCode::too_large, "recv", "bad message length");
            return Failure(std::move(length).error());
        }
    }
    return {};
}

Status DescriptorEnd::read_body(Deadline deadline) {
    std::string &body = frame_.body;
    while (body.size() < *frame_.size) {
        const std::size_t had = body.size();
        const std::size_t piece = std::min(*frame_.size - had, std::max(first_piece, had));
        body.resize(had + piece);
        std::size_t done = 0;
        while (done < piece) {
            auto count = read_some(body.data() + had + done, piece - done, deadline);
            if (!count) {
                body.resize(had + done);
                return Failure(inside_message(std::move(count).error()));
            }
            done += *count;
        }
    }
    return {};
}

Result<ReceivedParcel> DescriptorEnd::do_receive(std::size_t maximum, Deadline deadline) {
    POOLSCOPE_TRY(read_header(maximum, deadline));
    POOLSCOPE_TRY(read_body(deadline));
    return ReceivedParcel{ParcelKind::pickle, std::exchange(frame_, {}).body};
}

Result<ConnectionEnd::Placed> DescriptorEnd::do_receive_into(std::span<char> into, Deadline deadline) {
    POOLSCOPE_TRY(read_header(largest_message, deadline));
    const std::size_t size = *frame_.size;
    if (deadline.is_never() && frame_.body.empty() && size <= into.size()) {
        for (std::size_t done = 0; done < size;) {
            auto count = read_some(into.data() + done, size - done, deadline);
            if (!count)
                return Failure(inside_message(std::move(count).error()));
            done += *count;
        }
        frame_ = {};
        return Placed(size);
    }
    POOLSCOPE_TRY(read_body(deadline));
    std::string body = std::exchange(frame_, {}).body;
    if (size > into.size())
        return Placed(size, std::move(body));
    std::memcpy(into.data(), body.data(), body.size());
    return Placed(size);
}

Result<std::span<char>> DescriptorEnd::do_lend(std::size_t size, Deadline) {
    lent_.resize(size);
    return std::span(lent_);
}

Status DescriptorEnd::do_send_lent(std::size_t size, Deadline deadline) {
    return do_send({ParcelKind::pickle, std::string_view(lent_).substr(0, size)}, deadline);
}

Result<std::string_view> DescriptorEnd::do_receive_in_place(Deadline deadline) {
    POOLSCOPE_ASSIGN(ReceivedParcel received, do_receive(largest_message, deadline));
    held_ = std::move(received.bytes);
    return held_;
}

Result<bool> DescriptorEnd::do_poll(Deadline deadline) {
    return frame_.header.size != 0 ? Result<bool>(true) : posix::wait_readable(fd_.get(), deadline);
}

} // namespace poolscope
