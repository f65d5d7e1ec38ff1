// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/api/descriptors.h"

#include "engine/core/base/strictness.h"
#include "engine/core/posix/fd_passing.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_start.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace poolscope {

namespace {

constexpr char acknowledgement = 'A';

Status acknowledge(int socket) {
    ssize_t sent;
    do
        sent = ::send(socket, &acknowledgement, 1, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent != 1)
        return os_failure("send", "the acknowledgement of a descriptor");
    return {};
}

Status await_acknowledgement(int socket) {
    POOLSCOPE_TRY(posix::wait_readable(socket, Deadline::never()));
    char answer = 0;
    if (::recv(socket, &answer, 1, 0) != 1 || answer != acknowledgement)
        return failure(ErrorCode::not_shareable, "send_handle", "did not receive acknowledgement of fd");
    return {};
}

Status try_send_handle(int socket, int handle) {
    const char count = 1; // as Python: how many descriptors, modulo 256
    for (;;) {
        const Status sent = posix::send_packet(socket, {&count, 1}, {&handle, 1});
        if (sent)
            break;
        if (sent.error().code != ErrorCode::full)
            return sent;
        POOLSCOPE_TRY(posix::wait_writable(socket, Deadline::never()));
    }
    return is_strict() ? await_acknowledgement(socket) : Status{};
}

Result<UniqueFd> try_recv_handle(int socket) {
    POOLSCOPE_TRY(posix::wait_readable(socket, Deadline::never()));
    POOLSCOPE_ASSIGN(auto packet, posix::receive_packet(socket, 1));
    if (!packet || packet->fds.size() != 1)
        return failure(ErrorCode::not_shareable, "recv_handle", "received 0 items of ancdata where a descriptor was to come");
    if (is_strict())
        POOLSCOPE_TRY(acknowledge(socket));
    return std::move(packet->fds.front());
}

} // namespace

void send_handle(Connection &connection, int handle, pid_t) {
    unwrap(try_send_handle(connection.fileno(), handle));
}

UniqueFd recv_handle(Connection &connection) {
    return unwrap(try_recv_handle(connection.fileno()));
}

pid_t spawnv_passfds(const std::string &path, const std::vector<std::string> &arguments, const std::vector<int> &passed) {
    posix::SpawnRequest request;
    request.program = path;
    request.arguments = arguments;
    request.kept_descriptors = passed;
    return unwrap(posix::spawn(request));
}

void close_fds(const std::vector<int> &descriptors) {
    for (const int fd : descriptors)
        ::close(fd);
}

void close_all_fds_except(const std::vector<int> &descriptors) {
    unwrap(posix::close_all_except(descriptors));
}

} // namespace poolscope
