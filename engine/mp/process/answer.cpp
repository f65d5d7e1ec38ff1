// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/answer.h"

#include "engine/core/posix/poller.h"
#include "engine/core/posix/process_identity.h"

namespace poolscope {

namespace {
constexpr Seconds look_pace{0.1};
constexpr int most_looks_at_a_stopped_one = 30; // one after the other
} // namespace

Result<bool> wait_for_answer(int fd, ProcessKey from, Deadline deadline) {
    for (int looks = 0;;) {
        POOLSCOPE_ASSIGN(const bool answered, posix::wait_readable(fd, Deadline::earliest({deadline, Deadline::after(look_pace)})));
        if (answered)
            return true;
        looks = posix::is_stopped(from) ? looks + 1 : 0;
        if (deadline.has_passed() || looks == most_looks_at_a_stopped_one)
            return false;
    }
}

} // namespace poolscope
