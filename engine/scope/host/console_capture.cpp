// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/console_capture.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/telemetry/event.h"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/socket.h>

namespace poolscope::host {

namespace {

pid_t writer_of(msghdr &message) {
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_CREDENTIALS) {
            ucred credentials;
            std::memcpy(&credentials, CMSG_DATA(header), sizeof credentials);
            return credentials.pid;
        }
    }
    return 0;
}

// Where to cut a long text: after the last whole line, else before a UTF-8 sequence that would not fit.
std::size_t piece_length(std::string_view text) {
    constexpr std::size_t limit = telemetry::payload_limit;
    if (text.size() <= limit)
        return text.size();
    if (const auto newline = text.rfind('\n', limit - 1); newline != std::string_view::npos)
        return newline + 1;
    std::size_t length = limit;
    while (length > limit - 4 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        --length;
    return length;
}

void append_pieces(std::vector<ConsoleChunk> &chunks, pid_t writer, int stream, std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = piece_length(text);
        chunks.push_back({writer, stream, std::string(text.substr(0, length))});
        text.remove_prefix(length);
    }
}

} // namespace

Result<ConsoleCapture> ConsoleCapture::create() {
    ConsoleCapture capture;
    for (Ends &ends : capture.ends_) {
        POOLSCOPE_ASSIGN(posix::SocketPair pair, posix::make_socket_pair(SOCK_STREAM));
        const int on = 1;
        if (::setsockopt(pair.first.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0)
            return os_failure("setsockopt", "SO_PASSCRED");
        // The program must never be able to read what it wrote.
        if (::shutdown(pair.first.get(), SHUT_WR) != 0)
            return os_failure("shutdown");
        POOLSCOPE_TRY(posix::set_blocking(pair.first.get(), false));
        ends = {std::move(pair.first), std::move(pair.second)};
    }
    return capture;
}

void ConsoleCapture::forget_program_ends() {
    for (Ends &ends : ends_)
        ends.program.reset();
}

bool ConsoleCapture::read(std::vector<ConsoleChunk> &chunks, std::size_t maximum) {
    const bool more_output = read_stream(1, chunks, maximum);
    const bool more_error = read_stream(2, chunks, maximum);
    return more_output || more_error;
}

bool ConsoleCapture::read_stream(int stream, std::vector<ConsoleChunk> &chunks, std::size_t maximum) {
    UniqueFd &fd = ends_[static_cast<std::size_t>(stream - 1)].ours;
    std::string text(64 * 1024, '\0');
    for (std::size_t total = 0; fd && total < maximum;) {
        iovec part{text.data(), text.size()};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(ucred))];
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        // Descriptors that a program passes along are not for us: with no room for them the kernel closes them.
        const ssize_t received = ::recvmsg(fd.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (received < 0 && errno == EINTR)
            continue;
        if (received < 0 && errno == EAGAIN)
            return false;
        if (received <= 0) { // the last writer is gone
            fd.reset();
            return false;
        }
        total += static_cast<std::size_t>(received);
        append_pieces(chunks, writer_of(message), stream, std::string_view(text).substr(0, static_cast<std::size_t>(received)));
    }
    return fd.is_valid();
}

} // namespace poolscope::host
