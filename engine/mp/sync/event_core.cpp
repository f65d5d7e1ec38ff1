// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/event_core.h"

#include "engine/core/posix/sleepers.h"
#include "engine/core/telemetry/emitter.h"

#include <climits>
#include <new>

namespace poolscope {

Result<std::shared_ptr<EventCore>> EventCore::create(StartMethod made_for) {
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create<Shared>(LockKind::event, 1, made_for));
    auto core = std::make_shared<EventCore>(std::move(memory));
    new (core->shared()) Shared{};
    return core;
}

Result<std::shared_ptr<EventCore>> EventCore::attach(std::shared_ptr<SyncMemory> memory) {
    if (memory->kind() != LockKind::event || memory->as<Shared>() == nullptr)
        return failure(ErrorCode::malformed, "event", "the memory that came along is not an Event's");
    return std::make_shared<EventCore>(std::move(memory));
}

void EventCore::set() {
    Shared *const s = shared();
    std::uint32_t word = s->word.load(std::memory_order_relaxed);
    while ((word & 1) == 0 && !s->word.compare_exchange_weak(word, (word + 2) | 1, std::memory_order_seq_cst)) {
    }
    telemetry::emit(EventKind::lock_released, memory_->id(), 1, 0);
    if (s->sleepers.load(std::memory_order_seq_cst) != 0)
        posix::futex_wake(s->word, INT_MAX);
}

void EventCore::clear() {
    shared()->word.fetch_and(~1u, std::memory_order_acq_rel);
    telemetry::emit(EventKind::lock_acquired, memory_->id(), 0, 0);
}

bool EventCore::wait(Deadline deadline) {
    Shared *const s = shared();
    const std::uint32_t before = s->word.load(std::memory_order_acquire);
    if ((before & 1) != 0)
        return true;
    if (deadline.has_passed())
        return false;
    const telemetry::WaitScope waiting(WaitKind::acquire, memory_->id(), deadline);
    s->sleepers.fetch_add(1, std::memory_order_seq_cst);
    while (s->word.load(std::memory_order_seq_cst) == before && !deadline.has_passed())
        posix::sleep_on(s->word, before, deadline);
    s->sleepers.fetch_sub(1, std::memory_order_relaxed);
    return s->word.load(std::memory_order_acquire) != before;
}

} // namespace poolscope
