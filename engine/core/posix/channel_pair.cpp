// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/channel_pair.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace poolscope::posix {

Result<PipePair> make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return os_failure("pipe2");
    return PipePair{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

Result<SocketPair> make_socket_pair(int type) {
    int ends[2];
    if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0)
        return os_failure("socketpair");
    return SocketPair{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

Status set_blocking(int fd, bool blocking) {
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0 || ::fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) < 0)
        return os_failure("fcntl", "O_NONBLOCK");
    return {};
}

Status write_all(int fd, const void *data, std::size_t size) {
    const char *cursor = static_cast<const char *>(data);
    while (size > 0) {
        const ssize_t written = ::write(fd, cursor, size);
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return os_failure("write");
        }
        cursor += written;
        size -= static_cast<std::size_t>(written);
    }
    return {};
}

} // namespace poolscope::posix
