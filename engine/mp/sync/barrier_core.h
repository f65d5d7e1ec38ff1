// SPDX-License-Identifier: Apache-2.0
#pragma once

// Barrier without its Python face: parties that wait for each other, again and again (Python: threading.Barrier's rules).
// It knows the processes that take part: when one is killed, the others get a broken barrier within a second instead of
// waiting for it for ever. A strict one does not look.

#include "engine/core/posix/futex.h"
#include "engine/mp/sync/claimant.h"
#include "engine/mp/sync/robust_mutex.h"
#include "engine/mp/sync/sync_memory.h"

#include <functional>

namespace poolscope {

class BarrierCore final : private Claimant {
public:
    // invalid_argument for fewer than one party, unless strict.
    static Result<std::shared_ptr<BarrierCore>> create(std::int64_t parties, StartMethod made_for);
    static Result<std::shared_ptr<BarrierCore>> attach(std::shared_ptr<SyncMemory> memory);
    explicit BarrierCore(std::shared_ptr<SyncMemory> memory) : memory_(std::move(memory)) {}
    ~BarrierCore() { retire(); }

    // 0 … parties − 1, one each. The last one to come runs `action` before any goes on. wrong_state when the barrier is or
    // becomes broken: by abort(), a deadline that passed, an action that failed, or a party that was killed.
    Result<std::int64_t> wait(Deadline deadline, const std::function<Status()> &action);
    // Waiters get wrong_state, then it is whole again.
    Status reset();
    Status abort();
    std::int64_t parties() const { return shared()->parties; }
    std::int64_t waiting() const;
    bool is_broken() const { return shared()->broken.load(std::memory_order_acquire); }
    SyncMemory &memory() const { return *memory_; }

private:
    static constexpr std::size_t most_members = 256; // further processes take part unknown
    struct Shared {
        RobustMutex mutex;
        std::int64_t parties;
        std::atomic<std::int64_t> arrived;
        std::atomic<std::uint64_t> generation; // rounds completed; in the upper half, rounds given up
        std::atomic<bool> broken;
        posix::Doorbell bell;
        std::uint64_t members[most_members]; // processes that have waited here; 0: vacant
    };
    struct Arrival {
        std::int64_t index;       // −1: the round before is not over
        std::uint64_t generation;
        std::uint32_t ticket;
    };
    Shared *shared() const { return memory_->as<Shared>(); }
    Result<RobustGuard> enter();
    Result<Arrival> arrive(bool has_action);
    Status complete(std::uint64_t generation);
    Status give_up(bool stays_broken);
    // Breaks it, unless the round has come to its end in the last moment.
    Status give_up_round(std::uint64_t generation);
    void break_up();
    void become_member();
    // Breaks it when a process that took part is gone.
    Status look_for_the_killed();
    void withdraw() override;

    std::shared_ptr<SyncMemory> memory_;
    std::size_t place_ = 0; // where this process was last found among the members; under the mutex
};

} // namespace poolscope
