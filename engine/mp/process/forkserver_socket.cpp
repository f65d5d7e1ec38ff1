// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/forkserver_socket.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/fd_passing.h"
#include "engine/core/wire/challenge.h"
#include "engine/mp/process/answer.h"
#include "engine/mp/process/forkserver_protocol.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace poolscope::forkserver {

namespace {

constexpr Seconds turn_limit{20}; // for others who ask at the same time

Result<posix::Packet> next_packet(int socket, ProcessKey server, Deadline deadline) {
    for (;;) {
        POOLSCOPE_ASSIGN(auto packet, posix::receive_packet(socket, maximum_packet));
        if (packet)
            return std::move(*packet);
        POOLSCOPE_ASSIGN(const bool ready, wait_for_answer(socket, server, deadline));
        if (!ready)
            return failure(ErrorCode::timed_out, "forkserver", "the forkserver does not answer");
    }
}

} // namespace

Status authenticate(int socket, ProcessKey server, std::string_view key, Deadline deadline) {
    POOLSCOPE_ASSIGN(const posix::Packet theirs, next_packet(socket, server, deadline));
    if (theirs.body == full_message) {
        errno = EMFILE;
        return os_failure("forkserver", fmt::format("the forkserver (pid {}) has no descriptor left for another process; start the program "
                                                    "under a higher limit (ulimit -Hn), or have fewer processes at a time", server.pid));
    }
    POOLSCOPE_ASSIGN(const std::string answer, answer_challenge(key, theirs.body));
    POOLSCOPE_TRY(posix::send_packet(socket, answer, {}));
    POOLSCOPE_ASSIGN(const posix::Packet verdict, next_packet(socket, server, deadline));
    POOLSCOPE_TRY(verify_welcome(verdict.body));
    POOLSCOPE_ASSIGN(const std::string challenge, make_challenge());
    POOLSCOPE_TRY(posix::send_packet(socket, challenge, {}));
    POOLSCOPE_ASSIGN(const posix::Packet proof, next_packet(socket, server, deadline));
    POOLSCOPE_TRY(verify_answer(key, challenge, proof.body));
    return posix::send_packet(socket, welcome_message, {});
}

Result<sockaddr_un> socket_address(const std::string &path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return failure(ErrorCode::invalid_argument, "forkserver", fmt::format("the socket path is too long: {}", path));
    path.copy(address.sun_path, path.size());
    return address;
}

Result<UniqueFd> connect_to(const std::string &path) {
    POOLSCOPE_ASSIGN(const sockaddr_un address, socket_address(path));
    UniqueFd socket(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    if (!socket)
        return os_failure("socket");
    // When many processes ask at once the server's backlog is full for a moment: connect(2) waits, but not for ever.
    const timeval limit{static_cast<time_t>(turn_limit.count()), 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const Deadline deadline = Deadline::after(turn_limit);
    while (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        if (errno == EAGAIN || deadline.has_passed())
            return failure(ErrorCode::timed_out, "connect", fmt::format("the forkserver does not take connections at {}", path));
        else if (errno != EINTR)
            return os_failure("connect", path);
    POOLSCOPE_TRY(posix::set_blocking(socket.get(), false));
    return socket;
}

bool is_gone(const Error &of_connect) {
    return of_connect.os_error == ENOENT || of_connect.os_error == ECONNREFUSED;
}

Result<UniqueFd> take_turn(const std::string &path) {
    UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file)
        return os_failure("open", path);
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    for (const Deadline deadline = Deadline::after(turn_limit); ::fcntl(file.get(), F_SETLK, &whole) != 0;) {
        if ((errno != EAGAIN && errno != EACCES) || deadline.has_passed())
            return os_failure("lock", path);
        ::usleep(1000);
    }
    return file;
}

} // namespace poolscope::forkserver
