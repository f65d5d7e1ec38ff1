// SPDX-License-Identifier: Apache-2.0
#pragma once

// A queue of values of one type between processes (Python: multiprocessing.Queue). A handle: copies mean the same queue;
// give it to a process as an argument. put() encodes at once, so what cannot be sent fails where it was put, and no
// feeder thread exists: a process may end with its messages unread (promise 4, PAIN 9 and 13). In strict mode all that
// is as in Python.

#include "engine/core/base/exception.h"
#include "engine/mp/channel/queue_carrier.h"

#include "engine/mp/process/start_method.h"

#include <cerrno>
#include <concepts>
#include <memory>
#include <optional>

namespace poolscope {

// Python's block=True. Of a bool and of nothing else: get(0.5) would not be a timeout.
class Block {
public:
    template <std::same_as<bool> Answer> constexpr Block(Answer answer) : is_yes_(answer) {}
    constexpr bool operator==(const Block &) const = default;
    static const Block no, yes;

private:
    bool is_yes_;
};
inline constexpr Block Block::no{false}, Block::yes{true};

namespace detail {
// For the program's default start method, which that fixes.
inline std::shared_ptr<QueueCarrier> default_queue(ChannelKind kind, std::int64_t maxsize, Carrier carrier) {
    return unwrap(QueueCarrier::create({kind, maxsize, start_methods::get(), carrier}));
}
} // namespace detail

template <class T = Value> class Queue {
public:
    // maxsize 0 or less: no limit. Context::queue makes one for another start method than the default.
    explicit Queue(std::int64_t maxsize = 0, Carrier carrier = Carrier::unknown)
        : Queue(detail::default_queue(ChannelKind::queue, maxsize, carrier)) {}
    explicit Queue(std::shared_ptr<QueueCarrier> carrier) : carrier_(std::move(carrier)) {}

    Status try_put(const T &value, Deadline deadline) {
        if (carrier_->encodes_later()) [[unlikely]]
            return carrier_->put_later([value] { return encode_for_transfer(value); }, deadline);
        return parcel::with(value, [&](Parcel parcel) { return carrier_->put(parcel, deadline); });
    }
    Result<T> try_get(Deadline deadline) {
        if (carrier_->is_closed())
            return failure(ErrorCode::closed, "get", "Queue is closed");
        POOLSCOPE_ASSIGN(ReceivedParcel received, carrier_->get(deadline));
        return parcel::read<T>(std::move(received));
    }

    // Full when it does not fit in time; ValueError after close().
    void put(const T &value, Block block = Block::yes, std::optional<Seconds> timeout = std::nullopt) {
        unwrap(try_put(value, block == Block::yes ? Deadline::from(timeout) : Deadline::at_once()));
    }
    // Empty when nothing comes in time; ValueError after close(). A message that is not a T is consumed and a TypeError.
    T get(Block block = Block::yes, std::optional<Seconds> timeout = std::nullopt) {
        return unwrap(try_get(block == Block::yes ? Deadline::from(timeout) : Deadline::at_once()));
    }
    void put_nowait(const T &value) { put(value, Block::no); }
    T get_nowait() { return get(Block::no); }

    std::int64_t qsize() const { return carrier_->qsize(); }
    // OSError after close() of a queue that this process has put into.
    bool empty() const { return unwrap(carrier_->is_empty()); }
    bool full() const { return carrier_->is_full(); }
    // This process puts and gets no more.
    void close() { carrier_->close(); }
    // AssertionError before close(). put() has already stored everything: there is nothing to wait for but in strict mode.
    void join_thread() const { unwrap(carrier_->join_thread()); }
    void cancel_join_thread() { carrier_->cancel_join_thread(); }

    QueueCarrier &carrier() const { return *carrier_; }
    const std::shared_ptr<QueueCarrier> &shared() const { return carrier_; }

protected:
    std::shared_ptr<QueueCarrier> carrier_;
};

// With a count of what has been put and not been worked on (Python: multiprocessing.JoinableQueue).
template <class T = Value> class JoinableQueue : public Queue<T> {
public:
    explicit JoinableQueue(std::int64_t maxsize = 0, Carrier carrier = Carrier::unknown)
        : Queue<T>(detail::default_queue(ChannelKind::joinable_queue, maxsize, carrier)) {}
    explicit JoinableQueue(std::shared_ptr<QueueCarrier> carrier) : Queue<T>(std::move(carrier)) {}
    // Once for each get(). ValueError when more were done than put.
    void task_done() { unwrap(this->carrier_->task_done()); }
    // Until everything that was put is done. False when the timeout, which Python does not have, passed first.
    bool join(std::optional<Seconds> timeout = std::nullopt) { return this->carrier_->join(Deadline::from(timeout)); }
};

// A queue without size and timeout (Python: multiprocessing.SimpleQueue).
template <class T = Value> class SimpleQueue {
public:
    explicit SimpleQueue(Carrier carrier = Carrier::unknown) : SimpleQueue(detail::default_queue(ChannelKind::simple_queue, 0, carrier)) {}
    explicit SimpleQueue(std::shared_ptr<QueueCarrier> carrier) : queue_(std::move(carrier)) {}
    // OSError after close().
    void put(const T &value) { unwrap(queue_.try_put(value, Deadline::never())); }
    T get() {
        if (queue_.carrier().is_closed())
            raise(Error{ErrorCode::os, EBADF, "get", "handle is closed"});
        return unwrap(queue_.try_get(Deadline::never()));
    }
    bool empty() const { return queue_.empty(); }
    void close() { queue_.close(); }

    QueueCarrier &carrier() const { return queue_.carrier(); }
    const std::shared_ptr<QueueCarrier> &shared() const { return queue_.shared(); }

private:
    Queue<T> queue_;
};

void write_queue(PickleWriter &writer, const QueueCarrier &queue);
Result<std::shared_ptr<QueueCarrier>> read_queue(const Value &value, ChannelKind kind);

namespace detail {
template <class Q, ChannelKind kind> struct QueueCodec {
    static void write(PickleWriter &writer, const Q &queue) { write_queue(writer, queue.carrier()); }
    static Result<Q> read(const Value &value) {
        POOLSCOPE_ASSIGN(auto carrier, read_queue(value, kind));
        return Q(std::move(carrier));
    }
};
} // namespace detail

template <class T> struct Codec<Queue<T>> : detail::QueueCodec<Queue<T>, ChannelKind::queue> {};
template <class T> struct Codec<JoinableQueue<T>> : detail::QueueCodec<JoinableQueue<T>, ChannelKind::joinable_queue> {};
template <class T> struct Codec<SimpleQueue<T>> : detail::QueueCodec<SimpleQueue<T>, ChannelKind::simple_queue> {};

} // namespace poolscope
