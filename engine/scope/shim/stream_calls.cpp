// SPDX-License-Identifier: Apache-2.0
// What reads and writes descriptors: read, write and their kin of libc.
#include "engine/scope/shim/real_calls.h"
#include "engine/scope/shim/told_by_program.h"
#include "engine/scope/shim/transfer.h"

#include <sys/socket.h>
#include <unistd.h>

using namespace poolscope;
using namespace poolscope::shim;

namespace {

constinit Real<ssize_t(int, const void *, size_t)> real_write("write");
constinit Real<ssize_t(int, const iovec *, int)> real_writev("writev");
constinit Real<ssize_t(int, const void *, size_t, int)> real_send("send");
constinit Real<ssize_t(int, const void *, size_t, int, const sockaddr *, socklen_t)> real_sendto("sendto");
constinit Real<ssize_t(int, const msghdr *, int)> real_sendmsg("sendmsg");
constinit Real<ssize_t(int, void *, size_t)> real_read("read");
constinit Real<ssize_t(int, void *, size_t, size_t)> real_read_chk("__read_chk");
constinit Real<ssize_t(int, const iovec *, int)> real_readv("readv");
constinit Real<ssize_t(int, void *, size_t, int)> real_recv("recv");
constinit Real<ssize_t(int, void *, size_t, size_t, int)> real_recv_chk("__recv_chk");
constinit Real<ssize_t(int, void *, size_t, int, sockaddr *, socklen_t *)> real_recvfrom("recvfrom");
constinit Real<ssize_t(int, void *, size_t, size_t, int, sockaddr *, socklen_t *)> real_recvfrom_chk("__recvfrom_chk");
constinit Real<ssize_t(int, msghdr *, int)> real_recvmsg("recvmsg");

Pieces pieces_of(const iovec *pieces, int count) {
    return {pieces, count > 0 ? static_cast<std::size_t>(count) : 0};
}

// What is only looked at is not received.
bool takes(int flags) {
    return (flags & (MSG_PEEK | MSG_OOB | MSG_ERRQUEUE)) == 0;
}

Blocking blocking_of(int flags) {
    return (flags & MSG_DONTWAIT) != 0 ? Blocking::no : Blocking::possible;
}

} // namespace

POOLSCOPE_EXPORT ssize_t write(int fd, const void *bytes, size_t size) {
    if (fd == told_descriptor) [[unlikely]]
        return take_telling(bytes, size);
    Sending sending(fd, bytes, size);
    return sending.done(real_write(fd, bytes, size));
}

POOLSCOPE_EXPORT ssize_t writev(int fd, const iovec *pieces, int count) {
    Sending sending(fd, pieces_of(pieces, count));
    return sending.done(real_writev(fd, pieces, count));
}

POOLSCOPE_EXPORT ssize_t send(int fd, const void *bytes, size_t size, int flags) {
    Sending sending(fd, bytes, size);
    return sending.done(real_send(fd, bytes, size, flags));
}

POOLSCOPE_EXPORT ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const sockaddr *to, socklen_t to_size) {
    if (to != nullptr)
        return real_sendto(fd, bytes, size, flags, to, to_size);
    Sending sending(fd, bytes, size);
    return sending.done(real_sendto(fd, bytes, size, flags, to, to_size));
}

POOLSCOPE_EXPORT ssize_t sendmsg(int fd, const msghdr *message, int flags) {
    if (message == nullptr || message->msg_name != nullptr)
        return real_sendmsg(fd, message, flags);
    Sending sending(fd, Pieces{message->msg_iov, message->msg_iovlen});
    return sending.done(real_sendmsg(fd, message, flags));
}

POOLSCOPE_EXPORT ssize_t read(int fd, void *bytes, size_t size) {
    Receiving receiving(fd, bytes, size);
    return receiving.done(real_read(fd, bytes, size));
}

POOLSCOPE_EXPORT ssize_t __read_chk(int fd, void *bytes, size_t size, size_t room) {
    Receiving receiving(fd, bytes, size);
    return receiving.done(real_read_chk(fd, bytes, size, room));
}

POOLSCOPE_EXPORT ssize_t readv(int fd, const iovec *pieces, int count) {
    Receiving receiving(fd, pieces_of(pieces, count));
    return receiving.done(real_readv(fd, pieces, count));
}

POOLSCOPE_EXPORT ssize_t recv(int fd, void *bytes, size_t size, int flags) {
    if (!takes(flags))
        return real_recv(fd, bytes, size, flags);
    Receiving receiving(fd, bytes, size, blocking_of(flags));
    return receiving.done(real_recv(fd, bytes, size, flags));
}

POOLSCOPE_EXPORT ssize_t __recv_chk(int fd, void *bytes, size_t size, size_t room, int flags) {
    if (!takes(flags))
        return real_recv_chk(fd, bytes, size, room, flags);
    Receiving receiving(fd, bytes, size, blocking_of(flags));
    return receiving.done(real_recv_chk(fd, bytes, size, room, flags));
}

POOLSCOPE_EXPORT ssize_t recvfrom(int fd, void *bytes, size_t size, int flags, sockaddr *from, socklen_t *from_size) {
    if (!takes(flags))
        return real_recvfrom(fd, bytes, size, flags, from, from_size);
    Receiving receiving(fd, bytes, size, blocking_of(flags));
    return receiving.done(real_recvfrom(fd, bytes, size, flags, from, from_size));
}

POOLSCOPE_EXPORT ssize_t __recvfrom_chk(int fd, void *bytes, size_t size, size_t room, int flags, sockaddr *from, socklen_t *from_size) {
    if (!takes(flags))
        return real_recvfrom_chk(fd, bytes, size, room, flags, from, from_size);
    Receiving receiving(fd, bytes, size, blocking_of(flags));
    return receiving.done(real_recvfrom_chk(fd, bytes, size, room, flags, from, from_size));
}

POOLSCOPE_EXPORT ssize_t recvmsg(int fd, msghdr *message, int flags) {
    if (message == nullptr || !takes(flags))
        return real_recvmsg(fd, message, flags);
    Receiving receiving(fd, Pieces{message->msg_iov, message->msg_iovlen}, blocking_of(flags));
    return receiving.done(real_recvmsg(fd, message, flags));
}
