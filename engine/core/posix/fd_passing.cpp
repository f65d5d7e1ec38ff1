// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/fd_passing.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <sys/socket.h>

namespace poolscope::posix {

Status send_packet(int socket, std::string_view body, std::span<const int> fds) {
    if (fds.size() > maximum_passed_fds)
        return failure(ErrorCode::too_large, "sendmsg", fmt::format("{} descriptors, at most {}", fds.size(), maximum_passed_fds));
    iovec part{const_cast<char *>(body.data()), body.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    std::vector<char> control(CMSG_SPACE(fds.size_bytes()));
    if (!fds.empty()) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(fds.size_bytes());
        std::memcpy(CMSG_DATA(header), fds.data(), fds.size_bytes());
    }
    ssize_t sent;
    do
        sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent >= 0)
        return {};
    if (errno == EPIPE || errno == ECONNRESET)
        return failure(ErrorCode::end_of_file, "sendmsg", "the peer is gone");
    if (errno == EAGAIN)
        return failure(ErrorCode::full, "sendmsg");
    return os_failure("sendmsg");
}

Result<std::optional<Packet>> receive_packet(int socket, std::size_t maximum) {
    Packet packet;
    packet.body.resize(maximum);
    iovec part{packet.body.data(), packet.body.size()};
    alignas(cmsghdr) char control[CMSG_SPACE(maximum_passed_fds * sizeof(int))];
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t received;
    do
        received = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (received < 0 && errno == EINTR);
    if (received < 0) {
        if (errno == EAGAIN)
            return std::nullopt;
        if (errno == ECONNRESET)
            return failure(ErrorCode::end_of_file, "recvmsg", "the peer is gone");
        return os_failure("recvmsg");
    }
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t index = 0; index < count; ++index) {
            int fd;
            std::memcpy(&fd, CMSG_DATA(header) + index * sizeof(int), sizeof fd);
            packet.fds.emplace_back(fd);
        }
    }
    if (received == 0 && packet.fds.empty() && (message.msg_flags & MSG_CTRUNC) == 0)
        return failure(ErrorCode::end_of_file, "recvmsg", "the peer is gone");
    if ((message.msg_flags & MSG_CTRUNC) != 0) {
        packet.fds.clear();
        packet.lost_descriptors = true;
    }
    if ((message.msg_flags & MSG_TRUNC) != 0)
        return failure(ErrorCode::too_large, "recvmsg", fmt::format("a packet above {} bytes", maximum));
    packet.body.resize(static_cast<std::size_t>(received));
    return packet;
}

} // namespace poolscope::posix
