// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/pidfd.h"

#include "engine/core/posix/process_identity.h"

#include <cerrno>
#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace poolscope::posix {

Result<UniqueFd> open_pidfd(pid_t pid) {
    UniqueFd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (fd)
        return fd;
    if (errno == ESRCH)
        return failure(ErrorCode::not_found, "pidfd_open", fmt::format("pid {}", pid));
    return os_failure("pidfd_open", fmt::format("pid {}", pid));
}

Result<UniqueFd> open_pidfd(ProcessKey key) {
    POOLSCOPE_ASSIGN(UniqueFd fd, open_pidfd(key.pid));
    // Checked after opening: from here on the descriptor cannot come to mean another process.
    const auto now = process_key_of(key.pid);
    if (!now || *now != key)
        return failure(ErrorCode::not_found, "pidfd_open", fmt::format("pid {} is another process now", key.pid));
    return fd;
}

Status send_signal(int pidfd, int signal) {
    if (::syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, 0) == 0)
        return {};
    if (errno == ESRCH)
        return failure(ErrorCode::not_found, "pidfd_send_signal", "the process has ended");
    return os_failure("pidfd_send_signal", fmt::format("signal {}", signal));
}

Result<UniqueFd> copy_descriptor(int pidfd, int their_fd) {
    UniqueFd fd(static_cast<int>(::syscall(SYS_pidfd_getfd, pidfd, their_fd, 0)));
    if (!fd)
        return os_failure("pidfd_getfd", fmt::format("descriptor {}", their_fd));
    return fd;
}

} // namespace poolscope::posix
