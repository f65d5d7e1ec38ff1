// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the pool's thread sleeps on (epoll(7)): the bell, and for each worker the descriptor that becomes readable when it
// ends. However many workers there are, waiting costs what has happened, not what could.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <vector>

namespace poolscope {

class PoolAlarm {
public:
    static Result<PoolAlarm> create(int bell);
    // `who` comes back from wait() when the descriptor is readable.
    Status watch(int sentinel, int who);
    void forget(int sentinel);
    // The numbers of those who have ended; empty when only the bell rang or the deadline passed.
    std::vector<int> wait(Deadline deadline);

private:
    UniqueFd epoll_;
};

} // namespace poolscope
