// SPDX-License-Identifier: Apache-2.0
// Locks: who holds them, and who ended while holding one.
#include "engine/scope/state/step.h"

#include <climits>

namespace poolscope::state {

namespace {

bool is_owned_by_one(const LockRow &lock) {
    return lock.kind == LockKind::lock || lock.kind == LockKind::rlock;
}

void acquire(LockRow &lock, const Event &event) {
    if (lock.use == SemaphoreUse::counted || (lock.kind == LockKind::event && event.certainty == Certainty::observed && event.b == 0))
        return; // who clears an event has nothing of it
    const auto held = std::find_if(lock.holders.begin(), lock.holders.end(), [&event](const LockHolder &holder) {
        return holder.process == event.process && holder.thread == event.thread;
    });
    if (held != lock.holders.end()) {
        held->depth = event.b > 0 ? event.b : held->depth + 1;
        return;
    }
    const auto is_known = [&event](const LockHolder &holder) { return holder.process == event.process; };
    if (event.certainty != Certainty::observed && std::ranges::any_of(lock.holders, is_known))
        return; // seen to hold what it told of taking, and then in which thread
    if (is_owned_by_one(lock)) // whoever had it has it no longer, told or not
        lock.holders.clear();
    lock.holders.push_back({event.process, event.thread, std::max<std::int64_t>(event.b, 1), event.time_ns, event.certainty});
    if (event.certainty != Certainty::observed)
        lock.died_holding.reset(); // it could be had
}

void release(LockRow &lock, const Event &event) {
    auto held = std::find_if(lock.holders.begin(), lock.holders.end(), [&event](const LockHolder &holder) {
        return holder.process == event.process && holder.thread == event.thread;
    });
    if (held == lock.holders.end()) // a semaphore may be released by anyone
        held = std::find_if(lock.holders.begin(), lock.holders.end(), [&event](const LockHolder &holder) { return holder.process == event.process; });
    if (lock.is_semaphore() && lock.use != SemaphoreUse::counted && event.certainty == Certainty::observed)
        lock.use = held == lock.holders.end() ? SemaphoreUse::passed_on : SemaphoreUse::held;
    if (lock.use == SemaphoreUse::passed_on)
        lock.died_holding.reset();
    if (held == lock.holders.end())
        held = lock.holders.begin();
    if (held == lock.holders.end())
        return;
    held->depth = event.b > 0 ? event.b : is_owned_by_one(lock) ? 0 : held->depth - 1;
    if (held->depth <= 0)
        lock.holders.erase(held);
}

} // namespace

// Told again with a better guess of what it is, it is one of that kind.
void State::name_lock(LockRow &lock, LockKind kind, std::string_view told) {
    if (kind != LockKind::file && told.starts_with('/')) {
        lock.semaphore = told;
    } else if (!told.empty()) {
        lock.name = told;
        lock.number = 0;
    }
    if (lock.name.empty() || (lock.number != 0 && lock.kind != kind)) {
        lock.number = ++lock_numbers_[static_cast<std::size_t>(kind)];
        lock.name = numbered_name(kind, lock.number);
    }
    lock.kind = kind;
}

// By its own process. A look from outside knows only how much a semaphore could ever hold.
void State::create(LockRow &lock, const Event &event) {
    const bool is_told = event.thread != 0;
    const bool knows_more = !is_told && lock.is_semaphore();
    name_lock(lock, enumerator(event.a, last_lock_kind), event.payload);
    lock.maximum = knows_more ? lock.maximum : event.b;
    lock.value = lock.holders.empty() && !knows_more ? event.b : lock.value;
    if (is_told)
        lock.use = lock.is_semaphore() && (event.b == 0 || event.b == INT_MAX) ? SemaphoreUse::counted : SemaphoreUse::untold;
}

void State::apply_lock(Step &step) {
    const Event &event = step.event;
    LockRow &lock = lock_row(step, event.object);
    switch (event.kind) {
    case EventKind::lock_created:
        create(lock, event);
        break;
    case EventKind::lock_acquired:
        lock.value = event.a;
        acquire(lock, event);
        break;
    case EventKind::lock_released:
        lock.value = event.a;
        release(lock, event);
        // A look that finds it taken, and who had it gone.
        if (const ProcessRow *owner = processes_.look(event.process);
            lock.kind != LockKind::file && event.certainty != Certainty::observed && event.a == 0 && owner != nullptr && !owner->is_alive())
            lock.died_holding = event.process;
        break;
    default: { // lock_broken
        const ProcessKey owner = ProcessKey::unpack(static_cast<std::uint64_t>(event.a));
        lock.died_holding = owner;
        std::erase_if(lock.holders, [owner](const LockHolder &holder) { return holder.process == owner; });
        break;
    }
    }
    if (event.process && !processes_.contains(event.process))
        process_row(step, event.process);
}

} // namespace poolscope::state
