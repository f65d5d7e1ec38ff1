// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/sync/mutex_core.h"

#include "engine/core/posix/futex.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"

#include <cerrno>
#include <mutex>
#include <new>
#include <vector>

namespace poolscope {

Result<std::shared_ptr<MutexCore>> MutexCore::create(LockKind kind, StartMethod made_for) {
    POOLSCOPE_ASSIGN(auto memory, SyncMemory::create<Shared>(kind, 1, made_for));
    auto core = std::make_shared<MutexCore>(std::move(memory));
    new (core->shared()) Shared{};
    core->shared()->mutex.initialise();
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
    if (memory_->is_strict() || shared()->owner_thread.load(std::memory_order_relaxed) == 0 || owner() != posix::own_process_key())
        return;
    static std::mutex mutex;
    static auto *kept = new std::vector<std::shared_ptr<SyncMemory>>;
    const std::lock_guard lock(mutex);
    kept->push_back(std::move(memory_));
}

bool MutexCore::is_mine() const {
    const posix::ThreadIdentity self = posix::own_identity();
    return shared()->owner_thread.load(std::memory_order_relaxed) == self.thread &&
           shared()->owner.load(std::memory_order_relaxed) == self.process;
}

int MutexCore::take_word(Deadline deadline) {
    constexpr Seconds longest_sleep{0.5}; // a waiter that is killed as it is woken takes the wake-up with it
    std::atomic<std::uint32_t> &word = shared()->word;
    std::uint32_t free = 0;
    if (word.compare_exchange_strong(free, 1, std::memory_order_acquire))
        return 0;
    while (!deadline.has_passed()) {
        if (word.exchange(2, std::memory_order_acquire) == 0)
            return 0;
        posix::futex_wait(word, 2, Deadline::earliest({deadline, Deadline::after(longest_sleep)}));
    }
    return ETIMEDOUT;
}

int MutexCore::take(Deadline deadline) {
    return memory_->is_strict() ? take_word(deadline) : shared()->mutex.take(deadline);
}

Result<Acquired> MutexCore::acquire(Deadline deadline) {
    Shared *const s = shared();
    const posix::ThreadIdentity self = posix::own_identity();
    if (s->owner_thread.load(std::memory_order_relaxed) == self.thread && s->owner.load(std::memory_order_relaxed) == self.process) {
        if (is_recursive()) {
            const std::int32_t depth = s->depth.load(std::memory_order_relaxed) + 1; // the owner alone changes it
            s->depth.store(depth, std::memory_order_relaxed);
            telemetry::emit(EventKind::lock_acquired, memory_->id(), 0, depth);
            return Acquired::yes;
        }
        if (deadline.is_never() && !memory_->is_strict())
            return failure(ErrorCode::wrong_state, "acquire",
                           "this thread already holds the lock, and only it may release it: it would wait for itself for ever. "
                           "Use an RLock to acquire it more than once");
    }
    const bool is_watched = telemetry::is_watched();
    int outcome = take(is_watched ? Deadline::at_once() : deadline);
    if (outcome == ETIMEDOUT && is_watched && !deadline.has_passed()) {
        const telemetry::WaitScope waiting(WaitKind::acquire, memory_->id());
        outcome = take(deadline);
    }
    if (outcome == ETIMEDOUT)
        return Acquired::timed_out;
    if (outcome != 0 && outcome != EOWNERDEAD) {
        errno = outcome;
        return os_failure("pthread_mutex_lock");
    }
    if (outcome == EOWNERDEAD)
        telemetry::emit(EventKind::lock_broken, memory_->id(), static_cast<std::int64_t>(s->owner.load(std::memory_order_relaxed)));
    s->owner.store(self.process, std::memory_order_relaxed);
    s->depth.store(1, std::memory_order_relaxed);
    s->owner_thread.store(self.thread, std::memory_order_relaxed);
    telemetry::emit(EventKind::lock_acquired, memory_->id(), 0, 1);
    return outcome == EOWNERDEAD ? Acquired::owner_died : Acquired::yes;
}

Status MutexCore::give_back() {
    Shared *const s = shared();
    s->owner_thread.store(0, std::memory_order_relaxed);
    s->owner.store(0, std::memory_order_relaxed);
    if (!memory_->is_strict()) {
        s->mutex.unlock();
        return {};
    }
    const std::uint32_t before = s->word.exchange(0, std::memory_order_release);
    if (before == 0)
        return failure(ErrorCode::invalid_argument, "release", "semaphore or lock released too many times");
    if (before == 2)
        posix::futex_wake(s->word, 1);
    return {};
}

Status MutexCore::release() {
    Shared *const s = shared();
    if (is_recursive()) {
        if (!is_mine())
            return failure(ErrorCode::wrong_state, "release", "attempt to release recursive lock not owned by thread");
        if (const std::int32_t left = s->depth.load(std::memory_order_relaxed) - 1; left > 0) {
            s->depth.store(left, std::memory_order_relaxed);
            telemetry::emit(EventKind::lock_released, memory_->id(), 0, left);
            return {};
        }
    } else if (memory_->is_strict() ? s->word.load(std::memory_order_relaxed) == 0 : !is_mine()) {
        return failure(ErrorCode::invalid_argument, "release",
                       is_locked() ? "this lock is held by another thread or process, and only its owner may release it"
                                   : "semaphore or lock released too many times");
    }
    telemetry::emit(EventKind::lock_released, memory_->id(), 1, 0);
    return give_back();
}

} // namespace poolscope
