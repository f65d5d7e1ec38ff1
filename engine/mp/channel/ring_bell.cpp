// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/ring_bell.h"

#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/poller.h"

#include <cerrno>
#include <poll.h>
#include <sys/uio.h>
#include <unistd.h>

namespace poolscope {

Result<RingBell::Pair> RingBell::create() {
    POOLSCOPE_ASSIGN(posix::PipePair there, posix::make_pipe());
    POOLSCOPE_ASSIGN(posix::PipePair back, posix::make_pipe());
    POOLSCOPE_TRY(posix::set_blocking(there.write.get(), false)); // a full pipe wakes, too
    POOLSCOPE_TRY(posix::set_blocking(back.write.get(), false));
    return Pair{RingBell(std::move(there.read), std::move(back.write)), RingBell(std::move(back.read), std::move(there.write))};
}

void RingBell::ring() {
    if (::write(rings_.get(), "", 1) < 0 && errno == EPIPE)
        is_alone_ = true;
}

bool RingBell::forget() {
    char rung[64];
    const iovec into{rung, sizeof rung};
    ssize_t count = ::preadv2(hears_.get(), &into, 1, -1, RWF_NOWAIT);
    if (count < 0 && errno == EOPNOTSUPP) { // before Linux 6.4
        pollfd entry{hears_.get(), POLLIN, 0};
        if (::poll(&entry, 1, 0) > 0)
            count = ::read(hears_.get(), rung, sizeof rung);
    }
    is_alone_ = is_alone_ || count == 0;
    return is_alone_;
}

Result<bool> RingBell::sleep(Deadline deadline) {
    POOLSCOPE_ASSIGN(const bool has_rung, posix::wait_readable(hears_.get(), deadline));
    if (has_rung)
        forget();
    return has_rung;
}

} // namespace poolscope
