// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/wait.h"

#include "engine/core/base/strictness.h"
#include "engine/core/posix/poller.h"
#include "engine/core/posix/sleepers.h"

#include <algorithm>
#include <fmt/format.h>

namespace poolscope {

namespace {

void refuse_duplicates(const std::vector<Waitable> &objects) {
    for (auto one = objects.begin(); one != objects.end(); ++one)
        if (std::find(std::next(one), objects.end(), *one) != objects.end())
            throw KeyError(Error{ErrorCode::invalid_argument, 0, "wait", fmt::format("descriptor {} is already registered", one->descriptor())});
}

} // namespace

std::vector<Waitable> connection::wait(const std::vector<Waitable> &objects, std::optional<Seconds> timeout) {
    if (is_strict())
        refuse_duplicates(objects);
    const Deadline deadline = Deadline::from(timeout);
    const bool is_hinted = std::any_of(objects.begin(), objects.end(), [](const Waitable &object) { return object.is_only_hinted(); });
    std::vector<pollfd> entries;
    for (const Waitable &object : objects) {
        if (object.descriptor() < 0)
            raise(Error{ErrorCode::invalid_argument, 0, "wait", fmt::format("invalid file descriptor: {}", object.descriptor())});
        entries.push_back({object.descriptor(), POLLIN, 0});
    }
    for (;;) {
        std::vector<bool> can_be_read;
        bool has_ready = false;
        for (const Waitable &object : objects) {
            can_be_read.push_back(object.arm());
            has_ready = has_ready || can_be_read.back();
        }
        // A hint may have gone to another process that was killed with it: so it is never waited for longer than this.
        const Deadline until = has_ready ? Deadline::at_once() : is_hinted ? Deadline::earliest({deadline, Deadline::after(posix::longest_sleep)}) : deadline;
        unwrap(posix::poll_until(entries, until));
        std::vector<Waitable> ready;
        for (std::size_t at = 0; at < objects.size(); ++at) {
            if ((entries[at].revents & POLLNVAL) != 0 && !is_strict())
                raise(Error{ErrorCode::os, EBADF, "wait", fmt::format("descriptor {} is closed", entries[at].fd)});
            if (can_be_read[at] || (entries[at].revents != 0 && !objects[at].is_only_hinted()))
                ready.push_back(objects[at]);
        }
        if (!ready.empty() || deadline.has_passed())
            return ready;
    }
}

} // namespace poolscope
