// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/barrier_core.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"

#include <climits>
#include <new>

namespace poolscope {

namespace {

constexpr Seconds look_at_members{0.5};

Failure broken_barrier() {
    return failure(ErrorCode::wrong_state, "wait", "the barrier is broken");
}

} // namespace

Result<std::shared_ptr<BarrierCore>> BarrierCore::create(std::int64_t parties, StartMethod made_for) {
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create<Shared>(LockKind::barrier, parties, made_for));
    if (parties < 1 && !memory->is_strict())
        return failure(ErrorCode::invalid_argument, "Barrier", "a barrier has at least one party");
    auto core = std::make_shared<BarrierCore>(std::move(memory));
    auto *shared = new (core->shared()) Shared{};
    shared->mutex.initialise();
    shared->parties = parties;
    return core;
}

Result<std::shared_ptr<BarrierCore>> BarrierCore::attach(std::shared_ptr<SyncMemory> memory) {
    if (memory->kind() != LockKind::barrier || memory->as<Shared>() == nullptr)
        return failure(ErrorCode::malformed, "barrier", "the memory that came along is not a Barrier's");
    return std::make_shared<BarrierCore>(std::move(memory));
}

Result<RobustGuard> BarrierCore::enter() {
    POOLSCOPE_ASSIGN(const LockOutcome outcome, shared()->mutex.lock(Deadline::never()));
    if (outcome == LockOutcome::owner_died)
        break_up(); // whoever was killed in here may or may not have arrived
    return RobustGuard(shared()->mutex);
}

void BarrierCore::become_member() {
    Shared *const s = shared();
    const std::uint64_t self = posix::own_identity().process;
    if (memory_->is_strict() || s->members[place_] == self)
        return;
    std::size_t vacant = most_members;
    for (std::size_t index = 0; index < most_members; ++index) {
        if (s->members[index] == self) {
            place_ = index;
            return;
        }
        if (s->members[index] == 0 && vacant == most_members)
            vacant = index;
    }
    if (vacant != most_members)
        s->members[place_ = vacant] = self;
}

Result<BarrierCore::Arrival> BarrierCore::arrive(bool has_action) {
    Shared *const s = shared();
    POOLSCOPE_ASSIGN(const RobustGuard guard, enter());
    if (is_broken())
        return broken_barrier();
    Arrival arrival{-1, s->generation.load(std::memory_order_relaxed), s->bell.ticket()};
    if (s->parties > 0 && s->arrived.load(std::memory_order_relaxed) == s->parties)
        return arrival; // their action still runs
    become_member();
    arrival.index = s->arrived.fetch_add(1, std::memory_order_relaxed);
    if (arrival.index + 1 == s->parties && !has_action) {
        s->arrived.store(0, std::memory_order_relaxed);
        s->generation.fetch_add(1, std::memory_order_release);
    }
    return arrival;
}

Status BarrierCore::complete(std::uint64_t generation) {
    Shared *const s = shared();
    POOLSCOPE_ASSIGN(const RobustGuard guard, enter());
    if (is_broken() || s->generation.load(std::memory_order_relaxed) != generation)
        return broken_barrier();
    s->arrived.store(0, std::memory_order_relaxed);
    s->generation.fetch_add(1, std::memory_order_release);
    return {};
}

Result<std::int64_t> BarrierCore::wait(Deadline deadline, const std::function<Status()> &action) {
    Shared *const s = shared();
    POOLSCOPE_ASSIGN(Arrival arrival, arrive(static_cast<bool>(action)));
    if (arrival.index >= 0 && arrival.index + 1 == s->parties) {
        if (action) {
            if (const Status done = action(); !done) {
                POOLSCOPE_TRY(abort());
                return tl::unexpected(done.error());
            }
            POOLSCOPE_TRY(complete(arrival.generation));
        }
        s->bell.ring(INT_MAX);
        return arrival.index;
    }
    const telemetry::WaitScope waiting_here(WaitKind::acquire, memory_->id(), deadline);
    std::uint32_t ticket = arrival.ticket;
    for (;;) {
        if (is_broken())
            return broken_barrier();
        // The upper half counts the rounds that were given up, the lower half those that were completed.
        if (const std::uint64_t now = s->generation.load(std::memory_order_acquire); now != arrival.generation) {
            if (arrival.index >= 0)
                return now >> 32 == arrival.generation >> 32 ? Result<std::int64_t>(arrival.index) : broken_barrier();
            return wait(deadline, action); // too early for the round before: this is the next one
        }
        if (deadline.has_passed()) {
            POOLSCOPE_TRY(give_up_round(arrival.generation));
            continue;
        }
        const Deadline next_look = memory_->is_strict() ? Deadline::never() : Deadline::after(look_at_members);
        if (!s->bell.sleep(ticket, Deadline::earliest({deadline, next_look})))
            POOLSCOPE_TRY(look_for_the_killed());
        ticket = s->bell.ticket();
    }
}

Status BarrierCore::look_for_the_killed() {
    Shared *const s = shared();
    if (memory_->is_strict())
        return {};
    POOLSCOPE_ASSIGN(const RobustGuard guard, enter());
    bool is_one_gone = false;
    for (std::uint64_t &member : s->members) {
        if (member == 0 || posix::is_running(ProcessKey::unpack(member)))
            continue;
        telemetry::emit(EventKind::lock_broken, memory_->id(), static_cast<std::int64_t>(member));
        member = 0;
        is_one_gone = true;
    }
    if (is_one_gone)
        break_up();
    return {};
}

// Under the mutex.
void BarrierCore::break_up() {
    Shared *const s = shared();
    s->broken.store(true, std::memory_order_release);
    s->arrived.store(0, std::memory_order_relaxed);
    s->generation.fetch_add(std::uint64_t{1} << 32, std::memory_order_release);
    s->bell.ring(INT_MAX);
}

Status BarrierCore::give_up(bool stays_broken) {
    POOLSCOPE_ASSIGN(const RobustGuard guard, enter());
    break_up();
    shared()->broken.store(stays_broken, std::memory_order_release);
    return {};
}

Status BarrierCore::give_up_round(std::uint64_t generation) {
    POOLSCOPE_ASSIGN(const RobustGuard guard, enter());
    if (shared()->generation.load(std::memory_order_relaxed) == generation)
        break_up();
    return {};
}

Status BarrierCore::abort() {
    return give_up(true);
}

Status BarrierCore::reset() {
    return give_up(false);
}

std::int64_t BarrierCore::waiting() const {
    const std::int64_t arrived = shared()->arrived.load(std::memory_order_relaxed);
    return arrived == shared()->parties ? 0 : arrived; // all there: they are about to go
}

void BarrierCore::withdraw() {
    const auto guard = enter();
    Shared *const s = shared();
    if (guard && s->members[place_] == posix::own_process_key().packed())
        s->members[place_] = 0;
}

} // namespace poolscope
