// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/semaphore_core.h"

#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"

#include <new>

namespace poolscope {

namespace {
constexpr Seconds look_at_holders{0.5};
}

Result<std::shared_ptr<SemaphoreCore>> SemaphoreCore::create(LockKind kind, std::int64_t value, std::int64_t maximum, StartMethod made_for) {
    if (value < 0)
        return Failure(Error{ErrorCode::os, EINVAL, "Semaphore", "a semaphore cannot begin below 0"});
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create(kind, maximum, made_for));
    auto core = std::make_shared<SemaphoreCore>(std::move(memory));
    auto *shared = new (core->shared()) Shared{};
    shared->mutex.initialise();
    shared->value.store(value, std::memory_order_relaxed);
    shared->maximum = maximum;
    return core;
}

SemaphoreCore::Holder *SemaphoreCore::holder(std::uint64_t process, bool make) {
    Holder *vacant = nullptr;
    for (Holder &holder : shared()->holders) {
        if (holder.units != 0 && holder.process == process)
            return &holder;
        if (holder.units == 0 && vacant == nullptr)
            vacant = &holder;
    }
    if (make && vacant != nullptr)
        vacant->process = process;
    return make ? vacant : nullptr;
}

std::int64_t SemaphoreCore::reclaim() {
    Shared *const s = shared();
    std::int64_t units = 0;
    if (s->is_signal)
        return 0;
    for (Holder &holder : s->holders) {
        const ProcessKey key = ProcessKey::unpack(holder.process);
        if (holder.units == 0 || posix::is_running(key))
            continue;
        telemetry::emit(EventKind::lock_broken, memory_->id(), static_cast<std::int64_t>(holder.process));
        units += std::exchange(holder.units, 0);
    }
    s->value.fetch_add(units, std::memory_order_relaxed);
    return units;
}

Result<Acquired> SemaphoreCore::acquire(Deadline deadline) {
    Shared *const s = shared();
    const std::uint64_t self = posix::own_process_key().packed();
    std::optional<telemetry::WaitScope> waiting;
    Deadline next_look = Deadline::after(look_at_holders);
    for (;;) {
        const std::uint32_t ticket = s->released.ticket();
        {
            POOLSCOPE_TRY(s->mutex.lock(Deadline::never()));
            const RobustGuard guard(s->mutex);
            const std::int64_t value = s->value.load(std::memory_order_relaxed);
            if (value > 0) {
                s->value.store(value - 1, std::memory_order_relaxed);
                if (Holder *own = s->is_signal ? nullptr : holder(self, true))
                    ++own->units;
                telemetry::emit(EventKind::lock_acquired, memory_->id(), value - 1, 1);
                return Acquired::yes;
            }
            if (next_look.has_passed()) {
                next_look = Deadline::after(look_at_holders);
                if (reclaim() > 0) {
                    s->released.ring();
                    return Acquired::owner_died;
                }
            }
        }
        if (deadline.has_passed())
            return Acquired::timed_out;
        if (!waiting)
            waiting.emplace(WaitKind::acquire, memory_->id());
        s->released.sleep(ticket, deadline.left() < next_look.left() ? deadline : next_look);
    }
}

Status SemaphoreCore::release(std::int64_t units) {
    Shared *const s = shared();
    {
        POOLSCOPE_TRY(s->mutex.lock(Deadline::never()));
        const RobustGuard guard(s->mutex);
        const std::int64_t value = s->value.load(std::memory_order_relaxed) + units;
        if (value > s->maximum)
            return failure(ErrorCode::invalid_argument, "release", "semaphore or lock released too many times");
        if (Holder *own = holder(posix::own_process_key().packed(), false))
            own->units -= std::min(own->units, units);
        else
            s->is_signal = true;
        s->value.store(value, std::memory_order_relaxed);
        telemetry::emit(EventKind::lock_released, memory_->id(), value, 0);
    }
    s->released.ring(static_cast<int>(units));
    return {};
}

} // namespace poolscope
