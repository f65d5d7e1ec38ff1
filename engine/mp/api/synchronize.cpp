// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/api/synchronize.h"

#include "engine/core/posix/process_identity.h"
#include "engine/mp/process/current_process.h"
#include "engine/mp/process/finalize.h"
#include "engine/mp/process/start_method.h"
#include "engine/mp/task/task_registry.h"

#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

namespace poolscope {

namespace {

// A process that ends in order takes back its marks in semaphores and barriers.
[[maybe_unused]] const bool withdraws_at_end = (at_every_end(Claimant::withdraw_all), true);

// Python's name for who holds it: this process, and its thread unless that is the first.
std::string own_name() {
    std::string name = current::self().name;
    if (posix::own_thread_id() == ::getpid())
        return name;
    char thread[16] = "";
    ::pthread_getname_np(::pthread_self(), thread, sizeof thread);
    return name + "|" + thread;
}

[[noreturn]] void owner_died() {
    raise(Error{ErrorCode::owner_died, 0, "acquire", "the process that held this ended without releasing it; it is free again, what it protects may be half done"});
}

} // namespace

Lock::Lock() : Lock(unwrap(MutexCore::create(LockKind::lock, start_methods::get()))) {}
RLock::RLock() : RLock(unwrap(MutexCore::create(LockKind::rlock, start_methods::get()))) {}
Semaphore::Semaphore(std::int64_t value) : Semaphore(make_semaphore(LockKind::semaphore, value, start_methods::get())) {}
BoundedSemaphore::BoundedSemaphore(std::int64_t value)
    : BoundedSemaphore(make_semaphore(LockKind::bounded_semaphore, value, start_methods::get())) {}
Condition::Condition() : Condition(RLock()) {}
Condition::Condition(const Lock &lock) : Condition(unwrap(ConditionCore::create(lock.core(), start_methods::get()))) {}
SharedEvent::SharedEvent() : SharedEvent(unwrap(EventCore::create(start_methods::get()))) {}
Barrier::Barrier(std::int64_t parties, BarrierAction action, std::optional<Seconds> timeout)
    : Barrier(unwrap(BarrierCore::create(parties, start_methods::get())), std::move(action), timeout) {}

std::shared_ptr<SemaphoreCore> make_semaphore(LockKind kind, std::int64_t value, StartMethod made_for) {
    if (value > INT32_MAX || value < INT32_MIN)
        throw OverflowError(Error{ErrorCode::invalid_argument, 0, "Semaphore", "a semaphore counts up to 2147483647"});
    return unwrap(SemaphoreCore::create(kind, value, kind == LockKind::bounded_semaphore ? value : INT32_MAX, made_for));
}

void Lock::let_go_of_the_dead() const {
    unwrap(core_->release());
    owner_died();
}

std::string Lock::repr() const {
    const bool is_mine = core_->is_mine();
    const bool is_free = !core_->is_locked();
    const std::string owner = is_mine                                        ? own_name()
                              : is_free                                      ? "None"
                              : core_->owner() == posix::own_process_key() ? "SomeOtherThread"
                                                                             : "SomeOtherProcess";
    if (!core_->is_recursive())
        return fmt::format("<Lock(owner={})>", owner);
    return fmt::format("<RLock({}, {})>", owner, is_mine ? std::to_string(core_->depth()) : is_free ? "0" : "nonzero");
}

bool Semaphore::acquire(bool block, std::optional<Seconds> timeout) const {
    const Acquired acquired = unwrap(core_->acquire(Deadline::from(block, timeout)));
    if (acquired == Acquired::owner_died)
        owner_died();
    return acquired == Acquired::yes;
}

std::string Semaphore::repr() const {
    if (core_->memory().kind() == LockKind::semaphore)
        return fmt::format("<Semaphore(value={})>", get_value());
    return fmt::format("<BoundedSemaphore(value={}, maxvalue={})>", get_value(), core_->maximum());
}

std::string Condition::repr() const {
    return fmt::format("<Condition({}, {})>", mutex().repr(), core_->waiting());
}

std::string SharedEvent::repr() const {
    return fmt::format("<Event at {} {}>", fmt::ptr(core_.get()), is_set() ? "set" : "unset");
}

bool Condition::wait_for(const std::function<bool()> &predicate, std::optional<Seconds> timeout) const {
    const Deadline deadline = Deadline::from(timeout);
    bool is_true = predicate();
    while (!is_true && !deadline.has_passed()) {
        unwrap(core_->wait(deadline));
        is_true = predicate();
    }
    return is_true;
}

BarrierAction::BarrierAction(void (*function)()) {
    if (function == nullptr)
        return;
    call_ = function;
    if (const Task *task = task_registry::find(reinterpret_cast<AnyFunction>(function)))
        task_name_ = task->name;
}

std::string Barrier::repr() const {
    const std::string state = broken() ? "broken" : fmt::format("waiters={}/{}", n_waiting(), parties());
    return fmt::format("<multiprocessing.synchronize.Barrier at {}: {}>", fmt::ptr(core_.get()), state);
}

std::int64_t Barrier::wait(std::optional<Seconds> timeout) const {
    std::exception_ptr thrown;
    const auto action = [&]() -> Status {
        try {
            action_();
            return {};
        } catch (...) {
            thrown = std::current_exception();
            return failure(ErrorCode::wrong_state, "wait", "the barrier's action failed");
        }
    };
    const auto index = core_->wait(Deadline::from(timeout ? timeout : timeout_), action_ ? std::function<Status()>(action) : nullptr);
    if (thrown)
        std::rethrow_exception(thrown);
    if (!index && index.error().code == ErrorCode::wrong_state)
        throw BrokenBarrierError(index.error());
    return unwrap(index);
}

void detail::write_sync(PickleWriter &writer, std::string_view name, const SyncMemory &memory) {
    transfer::write(writer, "multiprocessing.synchronize", name, memory.fd(), memory.made_for(), {});
}

Result<std::shared_ptr<SyncMemory>> detail::read_sync(const Value &value, std::string_view name) {
    POOLSCOPE_ASSIGN(auto received, transfer::read(value, name));
    return SyncMemory::attach(std::move(received.fd));
}

void Codec<Barrier>::write(PickleWriter &writer, const Barrier &barrier) {
    if (barrier.action() && barrier.action().task_name().empty())
        refuse_encoding(Error{ErrorCode::not_registered, 0, "encode",
                              "the barrier's action is no registered function: name it with POOLSCOPE_TASK, or start the process by fork"});
    writer.begin_tuple(3);
    detail::write_sync(writer, "Barrier", barrier.core()->memory());
    write_object(writer, barrier.action().task_name());
    write_object(writer, barrier.timeout() ? std::optional(barrier.timeout()->count()) : std::nullopt);
    writer.end_tuple(3);
}

Result<Barrier> Codec<Barrier>::read(const Value &value) {
    const Tuple *parts = value.get_if<Tuple>();
    if (parts == nullptr || parts->items.size() != 3)
        return failure(ErrorCode::wrong_type, "decode", "a Barrier");
    POOLSCOPE_ASSIGN(auto memory, detail::read_sync(parts->items[0], "Barrier"));
    POOLSCOPE_ASSIGN(auto core, BarrierCore::attach(std::move(memory)));
    POOLSCOPE_ASSIGN(const std::string name, read_object<std::string>(parts->items[1]));
    POOLSCOPE_ASSIGN(const std::optional<double> timeout, read_object<std::optional<double>>(parts->items[2]));
    BarrierAction action;
    if (!name.empty()) {
        const Task *task = task_registry::find(name);
        if (task == nullptr)
            return task_registry::not_registered(fmt::format("'{}', the barrier's action,", name));
        action = BarrierAction(reinterpret_cast<void (*)()>(task->function));
    }
    return Barrier(std::move(core), std::move(action), timeout ? std::optional(Seconds(*timeout)) : std::nullopt);
}

void Codec<Condition>::write(PickleWriter &writer, const Condition &condition) {
    writer.begin_tuple(2);
    detail::write_sync(writer, "Condition", condition.core()->memory());
    detail::write_sync(writer, "RLock", condition.core()->lock().memory());
    writer.end_tuple(2);
}

Result<Condition> Codec<Condition>::read(const Value &value) {
    const Tuple *parts = value.get_if<Tuple>();
    if (parts == nullptr || parts->items.size() != 2)
        return failure(ErrorCode::wrong_type, "decode", "a Condition");
    POOLSCOPE_ASSIGN(auto memory, detail::read_sync(parts->items[0], "Condition"));
    POOLSCOPE_ASSIGN(auto lock, detail::read_sync(parts->items[1], "RLock"));
    POOLSCOPE_ASSIGN(auto mutex, MutexCore::attach(std::move(lock)));
    POOLSCOPE_ASSIGN(auto core, ConditionCore::attach(std::move(memory), std::move(mutex)));
    return Condition(std::move(core));
}

} // namespace poolscope
