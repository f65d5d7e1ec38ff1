// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/condition_core.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/posix/sleepers.h"
#include "engine/core/telemetry/emitter.h"

#include <fmt/format.h>
#include <limits>
#include <new>

namespace poolscope {

Result<std::shared_ptr<ConditionCore>> ConditionCore::create(std::shared_ptr<MutexCore> lock, StartMethod made_for) {
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create<Shared>(LockKind::condition, 0, made_for));
    return std::make_shared<ConditionCore>(std::move(memory), std::move(lock)); // fresh memory is all vacant
}

Result<std::shared_ptr<ConditionCore>> ConditionCore::attach(std::shared_ptr<SyncMemory> memory, std::shared_ptr<MutexCore> lock) {
    if (memory->kind() != LockKind::condition || memory->as<Shared>() == nullptr)
        return failure(ErrorCode::malformed, "condition", "the memory that came along is not a Condition's");
    return std::make_shared<ConditionCore>(std::move(memory), std::move(lock));
}

Status ConditionCore::check_owned(const char *operation, const char *detail) const {
    if (lock_->is_mine())
        return {};
    return failure(ErrorCode::wrong_state, operation, detail);
}

Result<ConditionCore::Waiter *> ConditionCore::enter() const {
    Shared *const s = shared();
    const std::size_t used = s->used.load(std::memory_order_relaxed);
    Waiter *found = nullptr;
    for (std::size_t index = 0; index < used && found == nullptr; ++index)
        if (s->waiters[index].state.load(std::memory_order_acquire) == vacant)
            found = &s->waiters[index];
    if (found == nullptr && used < most_waiters) {
        found = &s->waiters[used];
        s->used.store(used + 1, std::memory_order_relaxed);
    }
    for (std::size_t index = 0; index < used && found == nullptr; ++index)
        if (!posix::is_running(ProcessKey::unpack(s->waiters[index].process.load(std::memory_order_relaxed))))
            found = &s->waiters[index];
    if (found == nullptr)
        return failure(ErrorCode::unsupported, "wait", fmt::format("{} are waiting already, more than a Condition has room for", used));
    found->process.store(posix::own_process_key().packed(), std::memory_order_relaxed);
    found->number.store(s->came.fetch_add(1, std::memory_order_relaxed), std::memory_order_relaxed);
    found->state.store(asleep, std::memory_order_release);
    return found;
}

Result<bool> ConditionCore::wait(Deadline deadline) {
    POOLSCOPE_TRY(check_owned("wait", "must acquire() condition before using wait()"));
    const int depth = lock_->depth();
    POOLSCOPE_ASSIGN(Waiter *const self, enter());
    for (int level = 0; level < depth; ++level)
        POOLSCOPE_TRY(lock_->release());
    bool is_notified = false;
    {
        const telemetry::WaitScope waiting(WaitKind::acquire, memory_->id(), deadline);
        while (self->state.load(std::memory_order_acquire) == asleep && !deadline.has_passed())
            posix::sleep_on(self->state, asleep, deadline);
        std::uint32_t state = asleep;
        is_notified = !self->state.compare_exchange_strong(state, vacant, std::memory_order_acq_rel);
    }
    if (is_notified)
        self->state.store(vacant, std::memory_order_release);
    bool has_owner_died = false;
    for (int level = 0; level < depth; ++level) {
        POOLSCOPE_ASSIGN(const Acquired acquired, lock_->acquire(Deadline::never()));
        has_owner_died = has_owner_died || acquired == Acquired::owner_died;
    }
    if (has_owner_died)
        return failure(ErrorCode::owner_died, "wait", "the lock's owner ended while holding it; the lock is this thread's now, what it protects may be half done");
    return is_notified;
}

ConditionCore::Waiter *ConditionCore::oldest() const {
    Shared *const s = shared();
    Waiter *found = nullptr;
    std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
    const std::size_t used = s->used.load(std::memory_order_relaxed);
    for (std::size_t index = 0; index < used; ++index) {
        Waiter &waiter = s->waiters[index];
        const std::uint64_t number = waiter.number.load(std::memory_order_relaxed);
        if (waiter.state.load(std::memory_order_acquire) == asleep && number < first) {
            first = number;
            found = &waiter;
        }
    }
    return found;
}

Status ConditionCore::notify(std::int64_t count) {
    POOLSCOPE_TRY(check_owned("notify", "lock is not owned"));
    Shared *const s = shared();
    // Those who begin to wait later cannot be meant, and cannot come: the lock is held.
    while (count > 0) {
        Waiter *const waiter = oldest();
        if (waiter == nullptr)
            break;
        std::uint32_t state = asleep;
        if (!waiter->state.compare_exchange_strong(state, notified, std::memory_order_acq_rel))
            continue; // it was late by itself
        // Nobody asleep there: on its way to sleep or from it, and it will look; or killed.
        if (posix::futex_wake(waiter->state, 1) == 0 &&
            !posix::is_running(ProcessKey::unpack(waiter->process.load(std::memory_order_relaxed)))) {
            waiter->state.store(vacant, std::memory_order_release);
            continue;
        }
        --count;
    }
    std::size_t used = s->used.load(std::memory_order_relaxed);
    while (used > 0 && s->waiters[used - 1].state.load(std::memory_order_acquire) == vacant)
        --used;
    s->used.store(used, std::memory_order_relaxed);
    return {};
}

Status ConditionCore::notify_all() {
    return notify(std::numeric_limits<std::int64_t>::max());
}

std::int64_t ConditionCore::waiting() const {
    const Shared *const s = shared();
    std::int64_t count = 0;
    const std::size_t used = s->used.load(std::memory_order_relaxed);
    for (std::size_t index = 0; index < used; ++index)
        count += s->waiters[index].state.load(std::memory_order_relaxed) == asleep;
    return count;
}

} // namespace poolscope
