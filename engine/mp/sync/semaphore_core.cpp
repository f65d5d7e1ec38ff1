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
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create<Shared>(kind, maximum, made_for));
    auto core = std::make_shared<SemaphoreCore>(std::move(memory));
    auto *shared = new (core->shared_) Shared{};
    shared->value.store(value, std::memory_order_relaxed);
    shared->maximum = maximum;
    shared->total = value;
    shared->is_signal = core->memory_->is_strict();
    return core;
}

Result<std::shared_ptr<SemaphoreCore>> SemaphoreCore::attach(std::shared_ptr<SyncMemory> memory) {
    if ((memory->kind() != LockKind::semaphore && memory->kind() != LockKind::bounded_semaphore) || memory->as<Shared>() == nullptr)
        return failure(ErrorCode::malformed, "semaphore", "the memory that came along is not a Semaphore's");
    return std::make_shared<SemaphoreCore>(std::move(memory));
}

// Whoever was killed in there had changed a holder's units first and the value after them, or not yet.
void SemaphoreCore::mend() const {
    Shared *const s = shared_;
    if (s->is_signal)
        return;
    std::int64_t left = s->total;
    for (const Holder &holder : s->holders)
        left -= holder.units;
    s->value.store(left, std::memory_order_relaxed);
}

SemaphoreCore::Holder *SemaphoreCore::own_holder(bool make) {
    Shared *const s = shared_;
    if (s->is_signal)
        return nullptr;
    const std::uint64_t self = posix::own_identity().process;
    if (s->holders[place_].process == self)
        return &s->holders[place_];
    std::size_t vacant = most_holders;
    for (std::size_t index = 0; index < most_holders; ++index) {
        if (s->holders[index].process == self)
            return &s->holders[place_ = index];
        if (s->holders[index].process == 0 && vacant == most_holders)
            vacant = index;
    }
    for (std::size_t index = 0; make && vacant == most_holders && index < most_holders; ++index)
        if (s->holders[index].units == 0 && !posix::is_running(ProcessKey::unpack(s->holders[index].process)))
            vacant = index;
    if (!make || vacant == most_holders)
        return nullptr;
    s->holders[vacant].process = self;
    return &s->holders[place_ = vacant];
}

std::int64_t SemaphoreCore::reclaim() {
    Shared *const s = shared_;
    const Entry entry(*this);
    if (s->is_signal)
        return 0;
    std::int64_t units = 0;
    for (Holder &holder : s->holders) {
        if (holder.units == 0 || posix::is_running(ProcessKey::unpack(holder.process)))
            continue;
        telemetry::emit(EventKind::lock_broken, memory_->id(), static_cast<std::int64_t>(holder.process));
        units += holder.units;
        holder = {};
    }
    s->value.fetch_add(units, std::memory_order_relaxed);
    return units;
}

bool SemaphoreCore::take() {
    Shared *const s = shared_;
    const Entry entry(*this);
    const std::int64_t value = s->value.load(std::memory_order_relaxed);
    if (value <= 0)
        return false;
    if (Holder *own = own_holder(true)) [[likely]]
        ++own->units;
    else
        s->is_signal = true; // more processes than there is room for
    s->value.store(value - 1, std::memory_order_relaxed);
    telemetry::emit(EventKind::lock_acquired, memory_->id(), value - 1, 1);
    return true;
}

Result<Acquired> SemaphoreCore::acquire(Deadline deadline) {
    if (take()) [[likely]]
        return Acquired::yes;
    if (deadline.has_passed())
        return Acquired::timed_out;
    Shared *const s = shared_;
    const auto is_free = [s] { return s->value.load(std::memory_order_acquire) > 0; };
    const telemetry::WaitScope waiting(WaitKind::acquire, memory_->id(), deadline);
    Deadline next_look = Deadline::after(look_at_holders);
    for (;;) {
        if (s->waiters.wait(is_free, Deadline::earliest({deadline, next_look}), patience_)) {
            if (take()) {
                if (is_free()) // who was woken with this one leaves more than it takes
                    s->waiters.wake();
                return Acquired::yes;
            }
        } else if (deadline.has_passed()) {
            return Acquired::timed_out;
        }
        if (next_look.has_passed()) {
            next_look = Deadline::after(look_at_holders);
            if (const std::int64_t units = reclaim(); units > 0) {
                s->waiters.wake(static_cast<int>(units));
                return Acquired::owner_died;
            }
        }
    }
}

Status SemaphoreCore::release(std::int64_t units) {
    Shared *const s = shared_;
    if (units < 1)
        return failure(ErrorCode::invalid_argument, "release", "n must be one or more");
    {
        const Entry entry(*this);
        const std::int64_t value = s->value.load(std::memory_order_relaxed);
        if (units > s->maximum - value)
            return failure(ErrorCode::invalid_argument, "release", "semaphore or lock released too many times");
        if (Holder *own = own_holder(false); own != nullptr && own->units >= units)
            own->units -= units;
        else
            s->is_signal = true;
        s->value.store(value + units, std::memory_order_relaxed);
        telemetry::emit(EventKind::lock_released, memory_->id(), value + units, 0);
    }
    s->waiters.wake(static_cast<int>(units));
    return {};
}

void SemaphoreCore::withdraw() {
    const Entry entry(*this);
    Holder *const own = own_holder(false);
    if (own == nullptr)
        return;
    shared_->total -= own->units;
    *own = {};
}

} // namespace poolscope
