// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lock and RLock without their Python faces: a robust futex mutex with its owner beside it.

#include "engine/core/base/clock.h"
#include "engine/mp/sync/robust_mutex.h"
#include "engine/mp/sync/sync_object.h"

namespace poolscope {

enum class Acquired { yes, timed_out, owner_died }; // owner_died: acquired, but what it protects may be half done

class MutexCore {
public:
    static Result<std::shared_ptr<MutexCore>> create(LockKind kind, StartMethod made_for);
    explicit MutexCore(std::shared_ptr<SyncMemory> memory) : memory_(std::move(memory)) {}

    Result<Acquired> acquire(Deadline deadline);
    // wrong_state when the calling thread does not hold it.
    Status release();
    // By anyone (nothing is known about another moment than this).
    bool is_locked() const { return shared()->owner_thread.load(std::memory_order_relaxed) != 0; }
    bool is_mine() const;
    // How often the calling thread holds it.
    int depth() const { return is_mine() ? shared()->depth.load(std::memory_order_relaxed) : 0; }
    ProcessKey owner() const { return ProcessKey::unpack(shared()->owner.load(std::memory_order_relaxed)); }
    SyncMemory &memory() const { return *memory_; }
    bool is_recursive() const { return memory_->kind() == LockKind::rlock; }

private:
    struct Shared {
        RobustMutex mutex;
        std::atomic<std::uint64_t> owner;
        std::atomic<std::int32_t> owner_thread;
        std::atomic<std::int32_t> depth;
    };
    Shared *shared() const { return memory_->as<Shared>(); }

    std::shared_ptr<SyncMemory> memory_;
};

} // namespace poolscope
