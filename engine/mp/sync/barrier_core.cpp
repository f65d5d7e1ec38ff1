// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/barrier_core.h"

#include "engine/core/telemetry/emitter.h"

#include <climits>
#include <new>

namespace poolscope {

namespace {
Failure broken_barrier() {
    return failure(ErrorCode::wrong_state, "wait", "the barrier is broken");
}
} // namespace

Result<std::shared_ptr<BarrierCore>> BarrierCore::create(std::int64_t parties, StartMethod made_for) {
    if (parties < 1)
        return failure(ErrorCode::invalid_argument, "Barrier", "a barrier has at least one party");
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create(LockKind::barrier, parties, made_for));
    auto core = std::make_shared<BarrierCore>(std::move(memory));
    auto *shared = new (core->shared()) Shared{};
    shared->mutex.initialise();
    shared->parties = parties;
    return core;
}

Result<std::int64_t> BarrierCore::wait(Deadline deadline, const std::function<Status()> &action) {
    Shared *const s = shared();
    std::uint64_t round;
    std::int64_t index;
    std::uint32_t ticket;
    {
        POOLSCOPE_TRY(s->mutex.lock(Deadline::never()));
        const RobustGuard guard(s->mutex);
        if (is_broken())
            return broken_barrier();
        round = s->generation.load();
        ticket = s->bell.ticket();
        index = s->arrived.fetch_add(1);
    }
    if (index + 1 == s->parties) {
        if (action) {
            if (const Status done = action(); !done) {
                POOLSCOPE_TRY(abort());
                return tl::unexpected(done.error());
            }
        }
        POOLSCOPE_TRY(s->mutex.lock(Deadline::never()));
        const RobustGuard guard(s->mutex);
        if (is_broken() || s->generation.load() != round)
            return broken_barrier();
        s->arrived.store(0);
        s->generation.fetch_add(1);
        s->bell.ring(INT_MAX);
        return index;
    }
    const telemetry::WaitScope waiting_here(WaitKind::acquire, memory_->id());
    for (;;) {
        if (is_broken())
            return broken_barrier();
        // The upper half counts the rounds that were given up, the lower half those that were completed.
        if (const std::uint64_t now = s->generation.load(); now != round)
            return now >> 32 == round >> 32 ? Result<std::int64_t>(index) : broken_barrier();
        if (deadline.has_passed()) {
            POOLSCOPE_TRY(abort());
            return broken_barrier();
        }
        s->bell.sleep(ticket, deadline);
        ticket = s->bell.ticket();
    }
}

Status BarrierCore::give_up(bool stays_broken) {
    Shared *const s = shared();
    POOLSCOPE_TRY(s->mutex.lock(Deadline::never()));
    const RobustGuard guard(s->mutex);
    s->broken.store(stays_broken, std::memory_order_release);
    s->arrived.store(0);
    s->generation.fetch_add(std::uint64_t{1} << 32);
    s->bell.ring(INT_MAX);
    return {};
}

Status BarrierCore::abort() {
    return give_up(true);
}

Status BarrierCore::reset() {
    return give_up(false);
}

std::int64_t BarrierCore::waiting() const {
    return shared()->arrived.load(std::memory_order_relaxed);
}

} // namespace poolscope
