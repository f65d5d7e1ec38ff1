// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/api/synchronize.h"

#include "engine/mp/task/task_error.h"

namespace poolscope {

namespace {

Deadline deadline_of(bool block, std::optional<Seconds> timeout) {
    return block ? Deadline::from(timeout) : Deadline::at_once();
}

[[noreturn]] void owner_died() {
    raise(Error{ErrorCode::owner_died, 0, "acquire", "the process that held this ended without releasing it; it is free again, what it protects may be half done"});
}

} // namespace

bool Lock::acquire(bool block, std::optional<Seconds> timeout) {
    const Acquired acquired = unwrap(core_->acquire(deadline_of(block, timeout)));
    if (acquired == Acquired::owner_died) {
        unwrap(core_->release());
        owner_died();
    }
    return acquired == Acquired::yes;
}

bool Semaphore::acquire(bool block, std::optional<Seconds> timeout) {
    const Acquired acquired = unwrap(core_->acquire(deadline_of(block, timeout)));
    if (acquired == Acquired::owner_died)
        owner_died();
    return acquired == Acquired::yes;
}

bool Condition::wait_for(const std::function<bool()> &predicate, std::optional<Seconds> timeout) {
    const Deadline deadline = Deadline::from(timeout);
    bool is_true = predicate();
    while (!is_true && !deadline.has_passed()) {
        unwrap(core_->wait(deadline));
        is_true = predicate();
    }
    return is_true;
}

std::int64_t Barrier::wait(std::optional<Seconds> timeout) {
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
    if (!index)
        throw BrokenBarrierError(index.error());
    return *index;
}

void detail::write_sync(PickleWriter &writer, std::string_view name, const SyncMemory &memory) {
    transfer::write(writer, "multiprocessing.synchronize", name, memory.fd(), memory.made_for(), {});
}

Result<std::shared_ptr<SyncMemory>> detail::read_sync(const Value &value, std::string_view name) {
    POOLSCOPE_ASSIGN(auto received, transfer::read(value, name));
    return SyncMemory::attach(std::move(received.fd));
}

Result<Barrier> Codec<Barrier>::read(const Value &value) {
    POOLSCOPE_ASSIGN(auto memory, detail::read_sync(value, "Barrier"));
    return Barrier(std::make_shared<BarrierCore>(std::move(memory)), {}, std::nullopt);
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
    return Condition(std::make_shared<ConditionCore>(std::move(memory), std::make_shared<MutexCore>(std::move(lock))));
}

} // namespace poolscope
