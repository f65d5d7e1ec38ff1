// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/shim/channel_identity.h"

#include "engine/core/telemetry/kernel_object.h"
#include "engine/scope/shim/watch.h"

#include <cstring>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef PIPEFS_MAGIC
#define PIPEFS_MAGIC 0x50495045
#endif

namespace poolscope::shim {

namespace {

using telemetry::KernelObject;
using telemetry::kernel_object_id;
using telemetry::socket_channel_id;

ChannelIdentity identify_pipe(int fd, const struct stat &status) {
    struct statfs filesystem {};
    const bool is_anonymous = ::fstatfs(fd, &filesystem) == 0 && filesystem.f_type == PIPEFS_MAGIC;
    ChannelIdentity identity;
    identity.key = is_anonymous ? kernel_object_id(KernelObject::pipe, 0, status.st_ino)
                                : kernel_object_id(KernelObject::named_pipe,
                                                   std::uint64_t{major(status.st_dev)} << 32 | minor(status.st_dev), status.st_ino);
    identity.reads = identity.writes = identity.key;
    identity.kind = ChannelKind::pipe;
    identity.inode = status.st_ino;
    identity.capacity = std::max<long>(::syscall(SYS_fcntl, fd, F_GETPIPE_SZ), 0);
    return identity;
}

// The inode of the socket that a Unix socket is connected with (sock_diag(7)); 0 if none. The kernel answers at once.
std::uint64_t peer_of(std::uint64_t inode) {
    const auto link = static_cast<int>(::syscall(SYS_socket, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG));
    if (link < 0)
        return 0;
    struct {
        nlmsghdr head{};
        unix_diag_req body{};
    } request;
    request.head.nlmsg_len = sizeof request;
    request.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.head.nlmsg_flags = NLM_F_REQUEST;
    request.body.sdiag_family = AF_UNIX;
    request.body.udiag_states = ~0u;
    request.body.udiag_ino = static_cast<std::uint32_t>(inode);
    request.body.udiag_cookie[0] = request.body.udiag_cookie[1] = ~0u;
    request.body.udiag_show = UDIAG_SHOW_PEER;
    alignas(8) char answer[512];
    long size = -1;
    if (::syscall(SYS_sendto, link, &request, sizeof request, 0, nullptr, 0) >= 0)
        size = ::syscall(SYS_recvfrom, link, answer, sizeof answer, MSG_DONTWAIT, nullptr, nullptr);
    ::syscall(SYS_close, link);
    nlmsghdr head;
    constexpr long first = NLMSG_LENGTH(NLMSG_ALIGN(sizeof(unix_diag_msg)));
    if (size < first)
        return 0;
    std::memcpy(&head, answer, sizeof head);
    if (head.nlmsg_type != SOCK_DIAG_BY_FAMILY)
        return 0;
    for (long at = first; at + static_cast<long>(sizeof(rtattr)) <= size;) {
        rtattr attribute;
        std::memcpy(&attribute, answer + at, sizeof attribute);
        if (attribute.rta_len < sizeof attribute || at + attribute.rta_len > size)
            break;
        std::uint32_t peer = 0;
        if (attribute.rta_type == UNIX_DIAG_PEER && attribute.rta_len >= sizeof attribute + sizeof peer) {
            std::memcpy(&peer, answer + at + sizeof attribute, sizeof peer);
            return peer;
        }
        at += RTA_ALIGN(attribute.rta_len);
    }
    return 0;
}

ChannelIdentity identify_internet(int fd, ChannelIdentity identity) {
    sockaddr_storage ours{}, theirs{};
    socklen_t our_size = sizeof ours, their_size = sizeof theirs;
    if (::getsockname(fd, reinterpret_cast<sockaddr *>(&ours), &our_size) != 0 ||
        ::getpeername(fd, reinterpret_cast<sockaddr *>(&theirs), &their_size) != 0)
        return {};
    identity.reads = telemetry::connection_channel_id(ours, theirs);
    identity.writes = telemetry::connection_channel_id(theirs, ours);
    identity.kind = ChannelKind::socket;
    return identity;
}

ChannelIdentity identify_socket(int fd, const struct stat &status) {
    int domain = 0;
    socklen_t size = sizeof domain;
    if (::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0)
        return {};
    ChannelIdentity identity;
    identity.inode = status.st_ino;
    identity.key = kernel_object_id(KernelObject::socket, 0, status.st_ino);
    if (domain == AF_INET || domain == AF_INET6)
        return identify_internet(fd, identity);
    // What goes to the watcher itself (the program's output) is none of the program's channels.
    ucred other{};
    size = sizeof other;
    if (domain != AF_UNIX || (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &other, &size) == 0 && other.pid == watcher()))
        return {};
    const std::uint64_t peer = peer_of(status.st_ino);
    identity.written_before = telemetry::connection_to_come_id(status.st_ino);
    if (peer == 0) {
        sockaddr_storage name;
        size = sizeof name;
        if (::getpeername(fd, reinterpret_cast<sockaddr *>(&name), &size) != 0)
            return {};
        identity.is_to_come = true;
        identity.writes = identity.written_before;
        return identity;
    }
    identity.read_before = telemetry::connection_to_come_id(peer);
    identity.reads = socket_channel_id(status.st_ino, peer);
    identity.writes = socket_channel_id(peer, status.st_ino);
    identity.kind = ChannelKind::duplex_pipe;
    identity.inode = std::min<std::uint64_t>(status.st_ino, peer);
    return identity;
}

} // namespace

ChannelIdentity identify(int fd) {
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return {};
    if (S_ISFIFO(status.st_mode))
        return identify_pipe(fd, status);
    if (S_ISSOCK(status.st_mode))
        return identify_socket(fd, status);
    return {};
}

} // namespace poolscope::shim
