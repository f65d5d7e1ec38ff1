// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/mutex_core.h"

#include "engine/core/base/kept.h"
#include "engine/core/posix/sleepers.h"

#include <cerrno>
#include <new>
#include <utility>

namespace poolscope {

MutexCore::MutexCore(std::shared_ptr<SyncMemory> memory)
    : memory_(std::move(memory)), shared_(memory_->as<Shared>()), is_strict_(memory_->is_strict()),
      is_recursive_(memory_->kind() == LockKind::rlock) {}

Result<std::shared_ptr<MutexCore>> MutexCore::create(LockKind kind, StartMethod made_for) {
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create<Shared>(kind, 1, made_for));
    auto core = std::make_shared<MutexCore>(std::move(memory));
    new (core->shared_) Shared{};
    core->shared_->mutex.initialise();
    return core;
}

Result<std::shared_ptr<MutexCore>> MutexCore::attach(std::shared_ptr<SyncMemory> memory) {
    if ((memory->kind() != LockKind::lock && memory->kind() != LockKind::rlock) || memory->as<Shared>() == nullptr)
        return failure(ErrorCode::malformed, "lock", "the memory that came along is not a Lock's or RLock's");
    return std::make_shared<MutexCore>(std::move(memory));
}

// A thread's list of the robust mutexes it holds runs through the mutexes themselves: the memory of one that is held
// stays for as long as the process.
MutexCore::~MutexCore() {
    if (is_strict_ || !is_locked() || owner() != posix::own_process_key())
        return;
    keep_for_ever(std::move(memory_));
}

Result<Acquired> MutexCore::acquire_slowly(int outcome, Deadline deadline) {
    if (outcome == EBUSY) {
        if (is_mine() && (is_recursive_ || (deadline.is_never() && !is_strict_)))
            return acquire_again();
        if (deadline.has_passed())
            return Acquired::timed_out;
        outcome = look();
    }
    if (outcome == EBUSY) {
        const telemetry::WaitScope waiting(WaitKind::acquire, memory_->id(), deadline);
        outcome = wait(deadline);
    }
    if (outcome == ETIMEDOUT)
        return Acquired::timed_out;
    if (outcome != 0 && outcome != EOWNERDEAD) {
        errno = outcome;
        return os_failure("pthread_mutex_lock");
    }
    if (outcome == EOWNERDEAD) [[unlikely]]
        telemetry::emit(EventKind::lock_broken, memory_->id(), static_cast<std::int64_t>(owner().packed()));
    note_owner();
    telemetry::emit(EventKind::lock_acquired, memory_->id(), 0, 1);
    return outcome == EOWNERDEAD ? Acquired::owner_died : Acquired::yes;
}

Result<Acquired> MutexCore::acquire_again() {
    if (!is_recursive_)
        return failure(ErrorCode::wrong_state, "acquire",
                       "this thread already holds the lock, and only it may release it: it would wait for itself for ever. "
                       "Use an RLock to acquire it more than once");
    const std::int32_t depth = shared_->depth.load(std::memory_order_relaxed) + 1; // the owner alone changes it
    shared_->depth.store(depth, std::memory_order_relaxed);
    telemetry::emit(EventKind::lock_acquired, memory_->id(), 0, depth);
    return Acquired::yes;
}

// A lock that is held for a moment is not worth a sleep, which the owner would have to end. Its memory is left alone between
// two tries, for every try slows the owner down.
int MutexCore::look() {
    constexpr int tries = 8, pause = 32;
    for (int tried = 0; tried < tries; ++tried) {
        for (int relaxed = 0; relaxed < pause; ++relaxed)
            posix::relax();
        if (const int outcome = try_take(); outcome != EBUSY)
            return outcome;
    }
    return EBUSY;
}

int MutexCore::wait(Deadline deadline) {
    if (!is_strict_)
        return shared_->mutex.take(deadline);
    while (shared_->word.exchange(2, std::memory_order_acquire) != 0) {
        if (deadline.has_passed())
            return ETIMEDOUT;
        posix::sleep_on(shared_->word, 2, deadline);
    }
    return 0;
}

Status MutexCore::release_slowly() {
    if (is_recursive_) {
        if (!is_mine())
            return failure(ErrorCode::wrong_state, "release", "attempt to release recursive lock not owned by thread");
        if (const std::int32_t left = shared_->depth.load(std::memory_order_relaxed) - 1; left > 0) {
            shared_->depth.store(left, std::memory_order_relaxed);
            telemetry::emit(EventKind::lock_released, memory_->id(), 0, left);
            return {};
        }
    } else if (is_strict_ ? shared_->word.load(std::memory_order_relaxed) == 0 : !is_mine()) {
        return failure(ErrorCode::invalid_argument, "release",
                       is_locked() ? "this lock is held by another thread or process, and only its owner may release it"
                                   : "semaphore or lock released too many times");
    }
    telemetry::emit(EventKind::lock_released, memory_->id(), 1, 0);
    shared_->owner_thread.store(0, std::memory_order_relaxed);
    if (is_strict_)
        return give_back_word();
    shared_->mutex.unlock();
    return {};
}

Status MutexCore::give_back_word() {
    const std::uint32_t before = shared_->word.exchange(0, std::memory_order_release);
    if (before == 0)
        return failure(ErrorCode::invalid_argument, "release", "semaphore or lock released too many times");
    if (before == 2)
        posix::futex_wake(shared_->word, 1);
    return {};
}

} // namespace poolscope
