// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/api/context.h"

#include "engine/mp/process/forkserver.h"

#include <fmt/format.h>

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

Process Context::make_process(ProcessOptions options, NamedBody body) const {
    return Process::make(start_method(), class_name(method_), std::move(options), std::move(body));
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
    return Semaphore(make_semaphore(LockKind::semaphore, value, method_));
}

BoundedSemaphore Context::bounded_semaphore(std::int64_t value) const {
    return BoundedSemaphore(make_semaphore(LockKind::bounded_semaphore, value, method_));
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

Barrier Context::barrier(std::int64_t parties, BarrierAction action, std::optional<Seconds> timeout) const {
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
    return Context(start_methods::get());
}

void Context::set_start_method(std::string_view method) {
    if (method_ == StartMethod::none)
        return poolscope::set_start_method(method);
    raise(Error{ErrorCode::invalid_argument, 0, "set_start_method", "cannot set start method of concrete context"});
}

void set_start_method(std::string_view method, start_methods::Force force) {
    const auto parsed = start_methods::parse(method);
    if (!parsed && (force == start_methods::Force::yes || !start_methods::get_if_set()))
        raise(parsed.error());
    const Status set = start_methods::set(parsed ? *parsed : StartMethod::none, force);
    if (!set)
        throw RuntimeError(set.error());
}

void set_start_method(std::nullopt_t, start_methods::Force force) {
    const Status set = start_methods::set(std::nullopt, force);
    if (!set)
        throw RuntimeError(set.error());
}

std::optional<std::string> get_start_method(AllowNone) {
    const auto method = start_methods::get_if_set();
    return method ? std::optional(std::string(to_string(*method))) : std::nullopt;
}

void set_forkserver_preload(std::vector<std::string> tasks, std::string_view on_error) {
    forkserver::PreloadError reaction;
    if (on_error == "ignore")
        reaction = forkserver::PreloadError::ignore;
    else if (on_error == "warn")
        reaction = forkserver::PreloadError::warn;
    else if (on_error == "fail")
        reaction = forkserver::PreloadError::fail;
    else
        raise(Error{ErrorCode::invalid_argument, 0, "set_forkserver_preload",
                    fmt::format("on_error must be 'ignore', 'warn' or 'fail', not '{}'", on_error)});
    forkserver::set_preload({std::move(tasks), reaction});
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

Lock lock() {
    return Lock();
}

RLock rlock() {
    return RLock();
}

Semaphore semaphore(std::int64_t value) {
    return Semaphore(value);
}

BoundedSemaphore bounded_semaphore(std::int64_t value) {
    return BoundedSemaphore(value);
}

Condition condition() {
    return Condition();
}

Condition condition(const Lock &lock) {
    return Condition(lock);
}

SharedEvent event() {
    return SharedEvent();
}

Barrier barrier(std::int64_t parties, BarrierAction action, std::optional<Seconds> timeout) {
    return Barrier(parties, std::move(action), timeout);
}

} // namespace poolscope
