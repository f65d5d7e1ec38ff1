// SPDX-License-Identifier: Apache-2.0
#pragma once

// Locks and their kin between processes (Python: multiprocessing.synchronize). Handles: copies mean the same object; give
// them to processes as arguments. Made by themselves they are for the program's default start method, which that fixes;
// a Context makes them for another. Calls throw as Python does. Where a process ended while it held a lock, the next one
// gets OwnerDied instead of waiting for ever; made in strict mode (see strictness.h), it waits, as with Python. repr() is
// Python's, too.

#include "engine/core/base/exception.h"
#include "engine/mp/channel/transfer.h"
#include "engine/mp/sync/barrier_core.h"
#include "engine/mp/sync/condition_core.h"
#include "engine/mp/sync/event_core.h"
#include "engine/mp/sync/semaphore_core.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

namespace poolscope {

class BrokenBarrierError : public RuntimeError { using RuntimeError::RuntimeError; };

// For std::lock_guard and std::unique_lock too.
class Lock {
public:
    Lock();
    explicit Lock(std::shared_ptr<MutexCore> core) : core_(std::move(core)) {}
    // False when it could not be had in time. OwnerDied: its owner ended; it is free again, what it protects may be half done.
    bool acquire(bool block = true, std::optional<Seconds> timeout = std::nullopt) const {
        const Acquired acquired = unwrap(core_->acquire(Deadline::from(block, timeout)));
        if (acquired == Acquired::owner_died) [[unlikely]]
            let_go_of_the_dead();
        return acquired == Acquired::yes;
    }
    // ValueError when the calling thread does not hold it (AssertionError for an RLock). A strict Lock anyone may release.
    void release() const { unwrap(core_->release()); }
    bool locked() const { return core_->is_locked(); }
    void lock() const { acquire(); }
    bool try_lock() const { return acquire(false); }
    void unlock() const { release(); }
    // "<Lock(owner=MainProcess)>", "<RLock(SomeOtherProcess, nonzero)>"
    std::string repr() const;
    const std::shared_ptr<MutexCore> &core() const { return core_; }

private:
    [[noreturn]] void let_go_of_the_dead() const;

    std::shared_ptr<MutexCore> core_;
};
class RLock : public Lock {
public:
    RLock();
    explicit RLock(std::shared_ptr<MutexCore> core) : Lock(std::move(core)) {}
};

class Semaphore {
public:
    // OSError for a negative value, OverflowError above 2^31 − 1.
    explicit Semaphore(std::int64_t value = 1);
    explicit Semaphore(std::shared_ptr<SemaphoreCore> core) : core_(std::move(core)) {}
    // False when none could be had in time. OwnerDied when a process ended that held units: they are back now.
    bool acquire(bool block = true, std::optional<Seconds> timeout = std::nullopt) const;
    // ValueError above the maximum: 2^31 − 1, or the initial value of a BoundedSemaphore.
    void release(std::int64_t units = 1) const { unwrap(core_->release(units)); }
    std::int64_t get_value() const { return core_->value(); }
    bool locked() const { return get_value() == 0; }
    void lock() const { acquire(); }
    bool try_lock() const { return acquire(false); }
    void unlock() const { release(); }
    std::string repr() const;
    const std::shared_ptr<SemaphoreCore> &core() const { return core_; }

private:
    std::shared_ptr<SemaphoreCore> core_;
};
class BoundedSemaphore : public Semaphore {
public:
    explicit BoundedSemaphore(std::int64_t value = 1);
    explicit BoundedSemaphore(std::shared_ptr<SemaphoreCore> core) : Semaphore(std::move(core)) {}
};

// OSError for a negative value, OverflowError above 2^31 − 1.
std::shared_ptr<SemaphoreCore> make_semaphore(LockKind kind, std::int64_t value, StartMethod made_for);

class Condition {
public:
    // Around an RLock of its own, or the given lock.
    Condition();
    explicit Condition(const Lock &lock);
    explicit Condition(std::shared_ptr<ConditionCore> core) : core_(std::move(core)) {}
    bool acquire(bool block = true, std::optional<Seconds> timeout = std::nullopt) const { return mutex().acquire(block, timeout); }
    void release() const { mutex().release(); }
    bool locked() const { return mutex().locked(); }
    void lock() const { acquire(); }
    bool try_lock() const { return acquire(false); }
    void unlock() const { release(); }
    // AssertionError unless the calling thread holds the lock. False when the timeout passed. OwnerDied: another ended while
    // it held the lock, which is the caller's again even so.
    bool wait(std::optional<Seconds> timeout = std::nullopt) const { return unwrap(core_->wait(Deadline::from(timeout))); }
    bool wait_for(const std::function<bool()> &predicate, std::optional<Seconds> timeout = std::nullopt) const;
    void notify(std::int64_t count = 1) const { unwrap(core_->notify(count)); }
    void notify_all() const { unwrap(core_->notify_all()); }
    std::string repr() const;
    const std::shared_ptr<ConditionCore> &core() const { return core_; }

private:
    RLock mutex() const { return RLock(core_->shared_lock()); }
    std::shared_ptr<ConditionCore> core_;
};

// Python's Event: here that word is taken by what telemetry tells.
class SharedEvent {
public:
    SharedEvent();
    explicit SharedEvent(std::shared_ptr<EventCore> core) : core_(std::move(core)) {}
    bool is_set() const { return core_->is_set(); }
    void set() const { core_->set(); }
    void clear() const { core_->clear(); }
    bool wait(std::optional<Seconds> timeout = std::nullopt) const { return core_->wait(Deadline::from(timeout)); }
    std::string repr() const;
    const std::shared_ptr<EventCore> &core() const { return core_; }

private:
    std::shared_ptr<EventCore> core_;
};

// What one of a barrier's parties runs. A registered function (POOLSCOPE_TASK) goes with the barrier to every process;
// anything else stays with the process that made it, and its forked copies.
class BarrierAction {
public:
    BarrierAction() = default;
    BarrierAction(std::nullptr_t) {}
    BarrierAction(void (*function)());
    template <class F>
    requires(!std::is_convertible_v<F, void (*)()> && std::is_invocable_v<F &>)
    BarrierAction(F callable) : call_(std::move(callable)) {}

    explicit operator bool() const { return static_cast<bool>(call_); }
    void operator()() const { call_(); }
    // Of a registered function, else empty.
    const std::string &task_name() const { return task_name_; }

private:
    std::function<void()> call_;
    std::string task_name_;
};

class Barrier {
public:
    // `action` is run by one of the parties, before any goes on. ValueError for fewer than one party.
    explicit Barrier(std::int64_t parties, BarrierAction action = {}, std::optional<Seconds> timeout = std::nullopt);
    Barrier(std::shared_ptr<BarrierCore> core, BarrierAction action, std::optional<Seconds> timeout)
        : core_(std::move(core)), action_(std::move(action)), timeout_(timeout) {}
    // 0 … parties − 1; BrokenBarrierError for all when one is late, aborts, was killed, or its action throws.
    std::int64_t wait(std::optional<Seconds> timeout = std::nullopt) const;
    void reset() const { unwrap(core_->reset()); }
    void abort() const { unwrap(core_->abort()); }
    bool broken() const { return core_->is_broken(); }
    std::int64_t n_waiting() const { return core_->waiting(); }
    std::int64_t parties() const { return core_->parties(); }
    std::string repr() const;
    const std::shared_ptr<BarrierCore> &core() const { return core_; }
    const BarrierAction &action() const { return action_; }
    std::optional<Seconds> timeout() const { return timeout_; }

private:
    std::shared_ptr<BarrierCore> core_;
    BarrierAction action_;
    std::optional<Seconds> timeout_;
};

namespace detail {
void write_sync(PickleWriter &writer, std::string_view name, const SyncMemory &memory);
Result<std::shared_ptr<SyncMemory>> read_sync(const Value &value, std::string_view name);

// Objects that are nothing but their memory.
template <class Face, class Core> struct SyncCodec {
    static void write(PickleWriter &writer, const Face &face, std::string_view name) { write_sync(writer, name, face.core()->memory()); }
    static Result<Face> read(const Value &value, std::string_view name) {
        POOLSCOPE_ASSIGN(auto memory, read_sync(value, name));
        POOLSCOPE_ASSIGN(auto core, Core::attach(std::move(memory)));
        return Face(std::move(core));
    }
};
} // namespace detail

template <> struct Codec<Lock> {
    static void write(PickleWriter &writer, const Lock &lock) { detail::SyncCodec<Lock, MutexCore>::write(writer, lock, "Lock"); }
    static Result<Lock> read(const Value &value) { return detail::SyncCodec<Lock, MutexCore>::read(value, "Lock"); }
};
template <> struct Codec<RLock> {
    static void write(PickleWriter &writer, const RLock &lock) { detail::SyncCodec<RLock, MutexCore>::write(writer, lock, "RLock"); }
    static Result<RLock> read(const Value &value) { return detail::SyncCodec<RLock, MutexCore>::read(value, "RLock"); }
};
template <> struct Codec<Semaphore> {
    static void write(PickleWriter &writer, const Semaphore &semaphore) { detail::SyncCodec<Semaphore, SemaphoreCore>::write(writer, semaphore, "Semaphore"); }
    static Result<Semaphore> read(const Value &value) { return detail::SyncCodec<Semaphore, SemaphoreCore>::read(value, "Semaphore"); }
};
template <> struct Codec<BoundedSemaphore> {
    static void write(PickleWriter &writer, const BoundedSemaphore &semaphore) { detail::SyncCodec<BoundedSemaphore, SemaphoreCore>::write(writer, semaphore, "BoundedSemaphore"); }
    static Result<BoundedSemaphore> read(const Value &value) { return detail::SyncCodec<BoundedSemaphore, SemaphoreCore>::read(value, "BoundedSemaphore"); }
};
template <> struct Codec<SharedEvent> {
    static void write(PickleWriter &writer, const SharedEvent &event) { detail::SyncCodec<SharedEvent, EventCore>::write(writer, event, "Event"); }
    static Result<SharedEvent> read(const Value &value) { return detail::SyncCodec<SharedEvent, EventCore>::read(value, "Event"); }
};
template <> struct Codec<Barrier> {
    static void write(PickleWriter &writer, const Barrier &barrier);
    static Result<Barrier> read(const Value &value);
};
template <> struct Codec<Condition> {
    static void write(PickleWriter &writer, const Condition &condition);
    static Result<Condition> read(const Value &value);
};

} // namespace poolscope
