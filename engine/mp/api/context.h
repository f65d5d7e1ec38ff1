// SPDX-License-Identifier: Apache-2.0
#pragma once

// The whole API bound to one start method (Python: multiprocessing.get_context), and the functions of the module itself,
// which use the program's default.

#include "engine/mp/api/synchronize.h"
#include "engine/mp/channel/connection.h"
#include "engine/mp/channel/queue.h"
#include "engine/mp/channel/wait.h"
#include "engine/mp/pool/pool.h"
#include "engine/mp/process/process.h"
#include "engine/mp/process/start_method.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolscope {

class Context {
public:
    // StartMethod::none: whatever the program's default is when something is started.
    explicit Context(StartMethod method) : method_(method) {}

    StartMethod start_method() const { return method_ == StartMethod::none ? start_methods::get() : method_; }

    // `function` is a registered task, or under fork any callable.
    template <class F, class... A> Process process(F &&function, A &&...arguments) const {
        return process(ProcessOptions{}, std::forward<F>(function), std::forward<A>(arguments)...);
    }
    template <class F, class... A> Process process(ProcessOptions options, F &&function, A &&...arguments) const {
        return make_process(std::move(options), make_body(std::forward<F>(function), std::forward<A>(arguments)...));
    }

    // maxsize 0 or less: no limit.
    template <class T = Value> Queue<T> queue(std::int64_t maxsize = 0, Carrier carrier = Carrier::unknown) const {
        return Queue<T>(make_queue({ChannelKind::queue, maxsize, method_, carrier}));
    }
    template <class T = Value> JoinableQueue<T> joinable_queue(std::int64_t maxsize = 0, Carrier carrier = Carrier::unknown) const {
        return JoinableQueue<T>(make_queue({ChannelKind::joinable_queue, maxsize, method_, carrier}));
    }
    template <class T = Value> SimpleQueue<T> simple_queue(Carrier carrier = Carrier::unknown) const {
        return SimpleQueue<T>(make_queue({ChannelKind::simple_queue, 0, method_, carrier}));
    }
    // Duplex: both ends send and receive. One-way: the first end receives, the second sends. On a descriptor unless shared
    // memory is asked for, which is many times faster and between engine processes only.
    std::pair<Connection, Connection> pipe(Duplex duplex = Duplex::yes, Carrier carrier = Carrier::descriptor) const;

    Lock lock() const;
    RLock rlock() const;
    // OSError for a negative value.
    Semaphore semaphore(std::int64_t value = 1) const;
    BoundedSemaphore bounded_semaphore(std::int64_t value = 1) const;
    // Around a lock of its own, or the given one.
    Condition condition() const;
    Condition condition(const Lock &lock) const;
    SharedEvent event() const;
    // `action` is run by one of the parties, before any goes on. ValueError for fewer than one party.
    Barrier barrier(std::int64_t parties, std::function<void()> action = {}, std::optional<Seconds> timeout = std::nullopt) const;

    Pool pool(std::optional<int> processes = std::nullopt) const;
    Pool pool(PoolOptions options) const;

private:
    Process make_process(ProcessOptions options, ProcessBody body) const;
    static std::shared_ptr<QueueCarrier> make_queue(const QueueOptions &options) { return unwrap(QueueCarrier::create(options)); }

    StartMethod method_;
};

// ValueError for a name that is no start method.
Context get_context(std::string_view method);
Context get_context(StartMethod method);
Context get_context();

// RuntimeError when it has been set before.
void set_start_method(std::string_view method, start_methods::Force force = start_methods::Force::no);
std::string get_start_method();
std::vector<std::string> get_all_start_methods();

template <class T = Value> Queue<T> queue(std::int64_t maxsize = 0, Carrier carrier = Carrier::unknown) {
    return get_context().queue<T>(maxsize, carrier);
}
template <class T = Value> JoinableQueue<T> joinable_queue(std::int64_t maxsize = 0, Carrier carrier = Carrier::unknown) {
    return get_context().joinable_queue<T>(maxsize, carrier);
}
template <class T = Value> SimpleQueue<T> simple_queue(Carrier carrier = Carrier::unknown) {
    return get_context().simple_queue<T>(carrier);
}
std::pair<Connection, Connection> pipe(Duplex duplex = Duplex::yes, Carrier carrier = Carrier::descriptor);
template <class F, class... A> Process process(F &&function, A &&...arguments) {
    return get_context().process(std::forward<F>(function), std::forward<A>(arguments)...);
}

} // namespace poolscope
