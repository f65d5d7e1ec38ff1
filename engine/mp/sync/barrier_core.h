// SPDX-License-Identifier: Apache-2.0
#pragma once

// Barrier without its Python face: parties that wait for each other, again and again (Python: threading.Barrier's rules).

#include "engine/mp/sync/mutex_core.h"
#include "engine/core/posix/futex.h"

#include <functional>

namespace poolscope {

class BarrierCore {
public:
    // invalid_argument for fewer than one party.
    static Result<std::shared_ptr<BarrierCore>> create(std::int64_t parties, StartMethod made_for);
    explicit BarrierCore(std::shared_ptr<SyncMemory> memory) : memory_(std::move(memory)) {}

    // 0 … parties − 1, one each. The last one to come runs `action` first. wrong_state when the barrier is or becomes
    // broken: by abort(), a deadline that passed, an action that failed, or a waiter that was killed.
    Result<std::int64_t> wait(Deadline deadline, const std::function<Status()> &action);
    // Waiters get wrong_state, then it is whole again.
    Status reset();
    Status abort();
    std::int64_t parties() const { return shared()->parties; }
    std::int64_t waiting() const;
    bool is_broken() const { return shared()->broken.load(std::memory_order_acquire); }
    SyncMemory &memory() const { return *memory_; }

private:
    struct Shared {
        RobustMutex mutex;
        std::int64_t parties;
        std::atomic<std::int64_t> arrived;
        std::atomic<std::uint64_t> generation; // rounds completed; in the upper half, rounds given up
        std::atomic<bool> broken;
        posix::Doorbell bell;
    };
    Shared *shared() const { return memory_->as<Shared>(); }
    Status give_up(bool stays_broken);

    std::shared_ptr<SyncMemory> memory_;
};

} // namespace poolscope
