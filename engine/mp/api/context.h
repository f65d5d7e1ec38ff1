// SPDX-License-Identifier: Apache-2.0
#pragma once

// The whole API bound to one start method (Python: multiprocessing.get_context), and the functions of the module itself,
// which use the program's default.

#include "engine/mp/api/shared_memory.h"
#include "engine/mp/api/shared_values.h"
#include "engine/mp/api/synchronize.h"
#include "engine/mp/channel/connection.h"
#include "engine/mp/channel/queue.h"
#include "engine/mp/channel/wait.h"
#include "engine/mp/pool/pool.h"
#include "engine/mp/process/process.h"
#include "engine/mp/process/start_method.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolscope {

class Context {
public:
    // StartMethod::none: whatever the program's default is when something is started.
    explicit Context(StartMethod method) : method_(method) {}

    // ValueError: a context has the method that it has.
    void set_start_method(std::string_view method);
    std::string get_start_method() const { return std::string(to_string(start_method())); }
    StartMethod start_method() const { return method_ == StartMethod::none ? start_methods::get() : method_; }

    // `function` is a registered task, under fork any callable, or an object with a run() (see POOLSCOPE_PROCESS).
    template <class F, class... A> Process process(F &&function, A &&...arguments) const {
        return process(ProcessOptions{}, std::forward<F>(function), std::forward<A>(arguments)...);
    }
    template <class F, class... A> Process process(ProcessOptions options, F &&function, A &&...arguments) const {
        return make_process(std::move(options), make_named_body(std::forward<F>(function), std::forward<A>(arguments)...));
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
    // OSError for a negative value, OverflowError above 2^31 − 1.
    Semaphore semaphore(std::int64_t value = 1) const;
    BoundedSemaphore bounded_semaphore(std::int64_t value = 1) const;
    // Around a lock of its own, or the given one.
    Condition condition() const;
    Condition condition(const Lock &lock) const;
    SharedEvent event() const;
    // `action` is run by one of the parties, before any goes on. ValueError for fewer than one party.
    Barrier barrier(std::int64_t parties, BarrierAction action = {}, std::optional<Seconds> timeout = std::nullopt) const;

    // Shared numbers, structs and arrays of a C++ type or a typecode: value<int>(0), array<'d'>(100), array<int>(std::vector{1, 2}).
    // With a recursive lock of their own, or the given one; raw ones have none. A count makes zeroes.
    template <class T> RawValue<T> raw_value(const T &initial = T{}) const { return RawValue<T>::create(initial); }
    template <char code, class V = typecode_t<code>> auto raw_value(const V &initial = V{}) const {
        return RawValue<typecode_t<code>>::create(detail::shared_number<typecode_t<code>>(initial));
    }
    template <class T, class Contents> RawArray<T> raw_array(const Contents &contents) const { return RawArray<T>::create(contents); }
    template <char code, class Contents> auto raw_array(const Contents &contents) const { return RawArray<typecode_t<code>>::create(contents); }
    template <class T> SharedValue<T> value(const T &initial = T{}) const { return {raw_value<T>(initial), rlock()}; }
    template <class T> SharedValue<T> value(const T &initial, const Lock &lock) const { return {raw_value<T>(initial), lock}; }
    template <char code, class V = typecode_t<code>> SharedValue<typecode_t<code>> value(const V &initial = V{}) const {
        return {raw_value<code>(initial), rlock()};
    }
    template <char code, class V = typecode_t<code>> SharedValue<typecode_t<code>> value(const V &initial, const Lock &lock) const {
        return {raw_value<code>(initial), lock};
    }
    template <class T, class Contents> SharedArray<T> array(const Contents &contents) const { return {raw_array<T>(contents), rlock()}; }
    template <class T, class Contents> SharedArray<T> array(const Contents &contents, const Lock &lock) const { return {raw_array<T>(contents), lock}; }
    template <char code, class Contents> SharedArray<typecode_t<code>> array(const Contents &contents) const {
        return {raw_array<code>(contents), rlock()};
    }
    template <char code, class Contents> SharedArray<typecode_t<code>> array(const Contents &contents, const Lock &lock) const {
        return {raw_array<code>(contents), lock};
    }

    Pool pool(std::optional<int> processes = std::nullopt) const;
    Pool pool(PoolOptions options) const;

private:
    Process make_process(ProcessOptions options, NamedBody body) const;
    static std::shared_ptr<QueueCarrier> make_queue(const QueueOptions &options) { return unwrap(QueueCarrier::create(options)); }

    StartMethod method_;
};

// ValueError for a name that is no start method. Without a name the program's own, which is fixed by that.
Context get_context(std::string_view method);
Context get_context(StartMethod method);
Context get_context();

// RuntimeError when it has been set before, ValueError for a name that is none.
void set_start_method(std::string_view method, start_methods::Force force = start_methods::Force::no);
// With force: as if none had been set (Python: set_start_method(None, force=True)).
void set_start_method(std::nullopt_t, start_methods::Force force);
// Fixes the default when none is set.
std::string get_start_method();
// Nothing when none is set, and fixes none (Python: get_start_method(allow_none=True)).
enum class AllowNone { yes };
std::optional<std::string> get_start_method(AllowNone);
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
Lock lock();
RLock rlock();
Semaphore semaphore(std::int64_t value = 1);
BoundedSemaphore bounded_semaphore(std::int64_t value = 1);
Condition condition();
Condition condition(const Lock &lock);
SharedEvent event();
Barrier barrier(std::int64_t parties, BarrierAction action = {}, std::optional<Seconds> timeout = std::nullopt);
template <class T> RawValue<T> raw_value(const T &initial = T{}) {
    return get_context().raw_value<T>(initial);
}
template <class T, class Contents> RawArray<T> raw_array(const Contents &contents) {
    return get_context().raw_array<T>(contents);
}
template <class T> SharedValue<T> value(const T &initial = T{}) {
    return get_context().value<T>(initial);
}
template <class T> SharedValue<T> value(const T &initial, const Lock &lock) {
    return get_context().value<T>(initial, lock);
}
template <class T, class Contents> SharedArray<T> array(const Contents &contents) {
    return get_context().array<T>(contents);
}
template <class T, class Contents> SharedArray<T> array(const Contents &contents, const Lock &lock) {
    return get_context().array<T>(contents, lock);
}
template <char code, class V = typecode_t<code>> auto raw_value(const V &initial = V{}) {
    return get_context().raw_value<code>(initial);
}
template <char code, class Contents> auto raw_array(const Contents &contents) {
    return get_context().raw_array<code>(contents);
}
template <char code, class V = typecode_t<code>> auto value(const V &initial = V{}) {
    return get_context().value<code>(initial);
}
template <char code, class V = typecode_t<code>> auto value(const V &initial, const Lock &lock) {
    return get_context().value<code>(initial, lock);
}
template <char code, class Contents> auto array(const Contents &contents) {
    return get_context().array<code>(contents);
}
template <char code, class Contents> auto array(const Contents &contents, const Lock &lock) {
    return get_context().array<code>(contents, lock);
}
template <class F, class... A> Process process(F &&function, A &&...arguments) {
    return Context(StartMethod::none).process(std::forward<F>(function), std::forward<A>(arguments)...);
}


// Tasks without arguments that the forkserver runs before it serves, so that its children find done what they do. For the server
// that is started next. `on_error` is "ignore", "warn" or "fail": ValueError for another word.
void set_forkserver_preload(std::vector<std::string> tasks, std::string_view on_error = "ignore");
// Connections can always be sent (Python: nothing since 3.3).
inline void allow_connection_pickling() {}

} // namespace poolscope
