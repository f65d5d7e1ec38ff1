// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lock and RLock without their Python faces: a robust futex mutex with its owner beside it. A strict one is a plain word
// instead, as the reference's semaphore is: anyone may release the Lock, and an owner that ends keeps it for ever.

#include "engine/core/base/clock.h"
#include "engine/core/posix/process_identity.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/mp/sync/robust_mutex.h"
#include "engine/mp/sync/sync_memory.h"

namespace poolscope {

enum class Acquired { yes, timed_out, owner_died }; // owner_died: acquired, but what it protects may be half done

class MutexCore {
public:
    static Result<std::shared_ptr<MutexCore>> create(LockKind kind, StartMethod made_for);
    static Result<std::shared_ptr<MutexCore>> attach(std::shared_ptr<SyncMemory> memory);
    explicit MutexCore(std::shared_ptr<SyncMemory> memory);
    MutexCore(const MutexCore &) = delete;
    MutexCore &operator=(const MutexCore &) = delete;
    ~MutexCore();

    // wrong_state when it would wait for ever, because the calling thread itself holds a Lock that is not recursive.
    Result<Acquired> acquire(Deadline deadline) {
        const int outcome = try_take();
        if (outcome != 0 || telemetry::is_watched()) [[unlikely]]
            return acquire_slowly(outcome, deadline);
        note_owner();
        return Acquired::yes;
    }
    // invalid_argument (Lock) or wrong_state (RLock) when the calling thread does not hold it.
    Status release() {
        if (is_strict_ || depth() != 1 || telemetry::is_watched()) [[unlikely]]
            return release_slowly();
        shared_->owner_thread.store(0, std::memory_order_relaxed);
        shared_->mutex.unlock();
        return {};
    }
    // By anyone (nothing is known about another moment than this).
    bool is_locked() const { return shared_->owner_thread.load(std::memory_order_relaxed) != 0; }
    bool is_mine() const {
        const posix::ThreadIdentity self = posix::own_identity();
        return shared_->owner_thread.load(std::memory_order_relaxed) == self.thread &&
               shared_->owner.load(std::memory_order_relaxed) == self.process;
    }
    // How often the calling thread holds it.
    int depth() const { return is_mine() ? shared_->depth.load(std::memory_order_relaxed) : 0; }
    // Who holds it, or held it last.
    ProcessKey owner() const { return ProcessKey::unpack(shared_->owner.load(std::memory_order_relaxed)); }
    SyncMemory &memory() const { return *memory_; }
    bool is_recursive() const { return is_recursive_; }

private:
    // One cache line: who contends for it moves one.
    struct alignas(64) Shared {
        RobustMutex mutex;
        std::atomic<std::uint64_t> owner;
        std::atomic<std::int32_t> owner_thread;
        std::atomic<std::int32_t> depth;
        std::atomic<std::uint32_t> word; // when strict: 0 free, 1 held, 2 held and waited for
    };
    static_assert(sizeof(Shared) == 64);

    // 0, EBUSY or EOWNERDEAD.
    int try_take() {
        std::uint32_t free = 0;
        if (!is_strict_) [[likely]]
            return shared_->mutex.try_take();
        return shared_->word.compare_exchange_strong(free, 1, std::memory_order_acquire) ? 0 : EBUSY;
    }
    void note_owner() {
        const posix::ThreadIdentity self = posix::own_identity();
        shared_->owner.store(self.process, std::memory_order_relaxed);
        shared_->depth.store(1, std::memory_order_relaxed);
        shared_->owner_thread.store(self.thread, std::memory_order_relaxed);
    }
    Result<Acquired> acquire_slowly(int outcome, Deadline deadline);
    Result<Acquired> acquire_again();
    int look();
    int wait(Deadline deadline);
    Status release_slowly();
    Status give_back_word();

    std::shared_ptr<SyncMemory> memory_;
    Shared *shared_;
    bool is_strict_;
    bool is_recursive_;
};

} // namespace poolscope
