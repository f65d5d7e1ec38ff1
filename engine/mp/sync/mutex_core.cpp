// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/mutex_core.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"

#include <new>

namespace poolscope {

Result<std::shared_ptr<MutexCore>> MutexCore::create(LockKind kind, StartMethod made_for) {
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create(kind, 1, made_for));
    auto core = std::make_shared<MutexCore>(std::move(memory));
    new (core->shared()) Shared{};
    core->shared()->mutex.initialise();
    return core;
}

bool MutexCore::is_mine() const {
    return shared()->owner_thread.load(std::memory_order_relaxed) == posix::own_thread_id() &&
           owner() == posix::own_process_key();
}

Result<Acquired> MutexCore::acquire(Deadline deadline) {
    Shared *const s = shared();
    if (is_recursive() && is_mine()) {
        telemetry::emit(EventKind::lock_acquired, memory_->id(), 0, s->depth.fetch_add(1) + 1);
        return Acquired::yes;
    }
    const ProcessKey before = owner();
    Result<LockOutcome> outcome = s->mutex.lock(Deadline::at_once());
    if (!outcome && outcome.error().code == ErrorCode::timed_out && !deadline.has_passed()) {
        const telemetry::WaitScope waiting(WaitKind::acquire, memory_->id());
        outcome = s->mutex.lock(deadline);
    }
    if (!outcome)
        return outcome.error().code == ErrorCode::timed_out ? Result<Acquired>(Acquired::timed_out) : tl::unexpected(outcome.error());
    s->owner.store(posix::own_process_key().packed(), std::memory_order_relaxed);
    s->depth.store(1, std::memory_order_relaxed);
    s->owner_thread.store(posix::own_thread_id(), std::memory_order_relaxed);
    if (*outcome == LockOutcome::owner_died)
        telemetry::emit(EventKind::lock_broken, memory_->id(), static_cast<std::int64_t>(before.packed()));
    telemetry::emit(EventKind::lock_acquired, memory_->id(), 0, 1);
    return *outcome == LockOutcome::owner_died ? Acquired::owner_died : Acquired::yes;
}

Status MutexCore::release() {
    Shared *const s = shared();
    if (!is_mine())
        return failure(is_recursive() ? ErrorCode::wrong_state : ErrorCode::invalid_argument, "release",
                       is_recursive() ? "attempt to release recursive lock not owned by thread"
                       : is_locked() ? "this lock is held by another thread or process, and only its owner may release it"
                                     : "semaphore or lock released too many times");
    const std::int32_t left = s->depth.fetch_sub(1) - 1;
    telemetry::emit(EventKind::lock_released, memory_->id(), left == 0 ? 1 : 0, left);
    if (left > 0)
        return {};
    s->owner_thread.store(0, std::memory_order_relaxed);
    s->owner.store(0, std::memory_order_relaxed);
    s->mutex.unlock();
    return {};
}

} // namespace poolscope
