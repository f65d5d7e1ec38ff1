// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/answer.h"

#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"

namespace poolscope {

namespace {
constexpr Seconds look_pace{0.1};
constexpr int most_looks_at_a_stopped_one = 30; // one after the other

Result<bool> wait_for_process(Result<bool> (*wait)(int, Deadline), int fd, ProcessKey process, Deadline deadline) {
    for (int looks = 0;;) {
        POOLSCOPE_ASSIGN(const bool is_ready, wait(fd, Deadline::earliest({deadline, Deadline::after(look_pace)})));
        if (is_ready)
            return true;
        looks = posix::is_stopped(process) ? looks + 1 : 0;
        if (deadline.has_passed() || looks == most_looks_at_a_stopped_one)
            return false;
    }
}
} // namespace

Result<bool> wait_for_answer(int fd, ProcessKey from, Deadline deadline) {
    return wait_for_process(posix::wait_readable, fd, from, deadline);
}

Result<bool> wait_for_room(int fd, ProcessKey reader, Deadline deadline) {
    return wait_for_process(posix::wait_writable, fd, reader, deadline);
}

} // namespace poolscope
