// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/moment_lock.h"

#include "engine/core/posix/sleepers.h"

#include <ctime>
#include <sched.h>

namespace poolscope {

// Whoever is inside leaves within nanoseconds, or was preempted there, stopped or killed. The first looks are for the one, the
// turns given to others for the second; after that no haste helps.
LockOutcome MomentLock::lock_slowly() {
    constexpr int looks = 64, turns = 64;
    const std::uint64_t self = posix::own_identity().process;
    for (int tried = 0;; ++tried) {
        std::uint64_t owner = owner_.load(std::memory_order_relaxed);
        if (owner == 0 && owner_.compare_exchange_weak(owner, self, std::memory_order_acquire, std::memory_order_relaxed))
            return LockOutcome::acquired;
        if (tried < looks) {
            posix::relax();
        } else if (tried < looks + turns) {
            ::sched_yield();
        } else {
            if (owner != 0 && !posix::is_running(ProcessKey::unpack(owner)) &&
                owner_.compare_exchange_strong(owner, self, std::memory_order_acquire, std::memory_order_relaxed))
                return LockOutcome::owner_died;
            const timespec pause{0, 200'000};
            ::nanosleep(&pause, nullptr);
        }
    }
}

} // namespace poolscope
