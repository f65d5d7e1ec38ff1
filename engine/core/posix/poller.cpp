// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/poller.h"

#include <cerrno>

namespace poolscope::posix {

namespace {
Result<bool> wait_for(int fd, short events, Deadline deadline) {
    pollfd entry{fd, events, 0};
    POOLSCOPE_ASSIGN(const int ready, poll_until({&entry, 1}, deadline));
    if (ready != 0 && (entry.revents & POLLNVAL) != 0)
        return failure(ErrorCode::closed, "poll", "the descriptor is closed");
    return ready != 0;
}
} // namespace

Result<int> poll_until(std::span<pollfd> entries, Deadline deadline) {
    for (;;) {
        const int ready = ::poll(entries.data(), entries.size(), deadline.poll_milliseconds());
        if (ready > 0)
            return ready;
        if (ready == 0 && deadline.has_passed())
            return 0;
        if (ready < 0 && errno != EINTR)
            return os_failure("poll");
    }
}

Result<bool> wait_readable(int fd, Deadline deadline) {
    return wait_for(fd, POLLIN, deadline);
}

Result<bool> wait_writable(int fd, Deadline deadline) {
    return wait_for(fd, POLLOUT, deadline);
}

} // namespace poolscope::posix
