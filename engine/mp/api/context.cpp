// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/api/context.h"

namespace poolscope {

namespace {
std::string_view class_name(StartMethod method) {
    switch (method) {
    case StartMethod::spawn: return "SpawnProcess";
    case StartMethod::fork: return "ForkProcess";
    case StartMethod::forkserver: return "ForkServerProcess";
    case StartMethod::none: break;
    }
    return "Process";
}
} // namespace

Process Context::make_process(ProcessOptions options, ProcessBody body) const {
    return Process(std::make_shared<ProcessObject>(start_method(), class_name(method_), std::move(options), std::move(body)));
}

std::pair<Connection, Connection> Context::pipe(Duplex duplex, Carrier carrier) const {
    ConnectionPair ends = unwrap(make_connection_pair(duplex, carrier));
    return {Connection(std::move(ends.first)), Connection(std::move(ends.second))};
}

Lock Context::lock() const {
    return Lock(unwrap(MutexCore::create(LockKind::lock, method_)));
}

RLock Context::rlock() const {
    return RLock(unwrap(MutexCore::create(LockKind::rlock, method_)));
}

Semaphore Context::semaphore(std::int64_t value) const {
    return Semaphore(unwrap(SemaphoreCore::create(LockKind::semaphore, value, INT32_MAX, method_)));
}

BoundedSemaphore Context::bounded_semaphore(std::int64_t value) const {
    return BoundedSemaphore(unwrap(SemaphoreCore::create(LockKind::bounded_semaphore, value, value, method_)));
}

Condition Context::condition() const {
    return condition(rlock());
}

Condition Context::condition(const Lock &lock) const {
    return Condition(unwrap(ConditionCore::create(lock.core(), method_)));
}

SharedEvent Context::event() const {
    return SharedEvent(unwrap(EventCore::create(method_)));
}

Barrier Context::barrier(std::int64_t parties, std::function<void()> action, std::optional<Seconds> timeout) const {
    return Barrier(unwrap(BarrierCore::create(parties, method_)), std::move(action), timeout);
}

Pool Context::pool(std::optional<int> processes) const {
    PoolOptions options;
    options.processes = processes;
    return pool(std::move(options));
}

Pool Context::pool(PoolOptions options) const {
    options.start_method = start_method();
    return Pool(std::move(options));
}

Context get_context(std::string_view method) {
    return Context(unwrap(start_methods::parse(method)));
}

Context get_context(StartMethod method) {
    return Context(method);
}

Context get_context() {
    return Context(StartMethod::none);
}

void set_start_method(std::string_view method, start_methods::Force force) {
    const Status set = start_methods::set(unwrap(start_methods::parse(method)), force);
    if (!set)
        throw RuntimeError(set.error());
}

std::string get_start_method() {
    return std::string(to_string(start_methods::get()));
}

std::vector<std::string> get_all_start_methods() {
    std::vector<std::string> names;
    for (const StartMethod method : start_methods::all())
        names.emplace_back(to_string(method));
    return names;
}

std::pair<Connection, Connection> pipe(Duplex duplex, Carrier carrier) {
    return get_context().pipe(duplex, carrier);
}

} // namespace poolscope
