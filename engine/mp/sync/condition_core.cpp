// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/condition_core.h"

#include "engine/core/telemetry/emitter.h"

#include <algorithm>
#include <climits>
#include <new>

namespace poolscope {

Result<std::shared_ptr<ConditionCore>> ConditionCore::create(std::shared_ptr<MutexCore> lock, StartMethod made_for) {
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create(LockKind::condition, 0, made_for));
    auto core = std::make_shared<ConditionCore>(std::move(memory), std::move(lock));
    new (core->shared()) Shared{};
    return core;
}

Status ConditionCore::check_owned(const char *operation) const {
    if (lock_->is_mine())
        return {};
    return failure(ErrorCode::wrong_state, operation, "must acquire() condition before using it");
}

Result<bool> ConditionCore::wait(Deadline deadline) {
    POOLSCOPE_TRY(check_owned("wait"));
    Shared *const s = shared();
    const int depth = lock_->depth();
    s->sleeping.fetch_add(1);
    std::uint32_t ticket = s->bell.ticket();
    for (int level = 0; level < depth; ++level)
        POOLSCOPE_TRY(lock_->release());
    const auto take_token = [&] {
        std::int64_t tokens = s->tokens.load();
        while (tokens > 0)
            if (s->tokens.compare_exchange_weak(tokens, tokens - 1))
                return true;
        return false;
    };
    bool is_notified = false;
    {
        const telemetry::WaitScope waiting(WaitKind::acquire, memory_->id());
        for (;;) {
            const bool in_time = s->bell.sleep(ticket, deadline);
            ticket = s->bell.ticket();
            is_notified = take_token();
            if (is_notified || !in_time)
                break;
        }
    }
    bool has_owner_died = false;
    for (int level = 0; level < depth; ++level) {
        POOLSCOPE_ASSIGN(const Acquired acquired, lock_->acquire(Deadline::never()));
        has_owner_died = has_owner_died || acquired == Acquired::owner_died;
    }
    s->sleeping.fetch_sub(1);
    if (has_owner_died)
        return failure(ErrorCode::owner_died, "wait", "the lock's owner ended while holding it");
    return is_notified;
}

Status ConditionCore::notify(std::int64_t count) {
    POOLSCOPE_TRY(check_owned("notify"));
    Shared *const s = shared();
    const std::int64_t asleep = s->sleeping.load() - s->tokens.load();
    const std::int64_t woken = std::min(count, asleep);
    if (woken <= 0)
        return {};
    s->tokens.fetch_add(woken);
    // All look, those who find a token go: a sleeper that was killed must not swallow another's wake-up.
    s->bell.ring(INT_MAX);
    return {};
}

Status ConditionCore::notify_all() {
    return notify(shared()->sleeping.load());
}

Result<std::shared_ptr<EventCore>> EventCore::create(StartMethod made_for) {
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create(LockKind::event, 1, made_for));
    auto core = std::make_shared<EventCore>(std::move(memory));
    new (core->shared()) Shared{};
    return core;
}

void EventCore::set() {
    shared()->flag.store(1, std::memory_order_release);
    telemetry::emit(EventKind::lock_released, memory_->id(), 1, 0);
    shared()->bell.ring(INT_MAX);
}

void EventCore::clear() {
    shared()->flag.store(0, std::memory_order_release);
    telemetry::emit(EventKind::lock_acquired, memory_->id(), 0, 0);
}

bool EventCore::wait(Deadline deadline) {
    while (!is_set()) {
        const std::uint32_t ticket = shared()->bell.ticket();
        if (is_set())
            break;
        if (deadline.has_passed())
            return false;
        const telemetry::WaitScope waiting(WaitKind::acquire, memory_->id());
        shared()->bell.sleep(ticket, deadline);
    }
    return true;
}

} // namespace poolscope
