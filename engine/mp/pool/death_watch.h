// SPDX-License-Identifier: Apache-2.0
#pragma once

// The thread that waits for the end of a pool's workers (epoll(7) on their sentinels) and rings for the pool's thread.
// However many workers there are, nobody has to look at each of them.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"
#include "engine/mp/pool/pool_bell.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace poolscope {

class DeathWatch {
public:
    static Result<std::unique_ptr<DeathWatch>> start(std::shared_ptr<PoolBell> bell);
    ~DeathWatch();

    // `number` comes back from take_dead() once the descriptor is readable.
    Status watch(int sentinel, int number);
    bool has_dead() const { return has_dead_.load(std::memory_order_acquire); }
    // Each of them once.
    std::vector<int> take_dead();

private:
    void run();

    std::shared_ptr<PoolBell> bell_;
    UniqueFd epoll_, ending_;
    unsigned generation_ = 0;
    std::atomic<bool> has_dead_{false};
    std::mutex mutex_;
    std::vector<int> dead_;
    std::thread thread_;
};

} // namespace poolscope
