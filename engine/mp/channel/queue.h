// SPDX-License-Identifier: Apache-2.0
#pragma once

// A queue of values of one type between processes (Python: multiprocessing.Queue). A handle: copies mean the same queue;
// give it to a process as an argument. put() encodes at once, so what cannot be sent fails where it was put, and no
// feeder thread exists: a process may end with its messages unread (promise 4, PAIN 9 and 13).

#include "engine/core/base/exception.h"
#include "engine/core/wire/codec.h"
#include "engine/mp/channel/shared_queue.h"
#include "engine/mp/process/inheritance.h"

#include <memory>
#include <optional>

namespace poolscope {

enum class Block { no, yes };

template <class T = Value> class Queue {
public:
    explicit Queue(std::shared_ptr<SharedQueue> queue) : queue_(std::move(queue)) {}

    Status try_put(const T &value, Deadline deadline) {
        POOLSCOPE_ASSIGN(const std::string bytes, encode_for_transfer(value));
        return queue_->put(bytes, deadline);
    }
    Result<T> try_get(Deadline deadline) {
        if (queue_->is_closed())
            return failure(ErrorCode::closed, "get", "Queue is closed");
        POOLSCOPE_ASSIGN(const std::string bytes, queue_->get(deadline));
        return decode<T>(bytes);
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

    std::int64_t qsize() const { return queue_->qsize(); }
    bool empty() const { return qsize() == 0; }
    bool full() const { return queue_->maxsize() > 0 && qsize() >= queue_->maxsize(); }
    void close() { queue_->close(); }
    // AssertionError before close(). Nothing is left to wait for: put() has already stored everything.
    void join_thread() const {
        if (!queue_->is_closed())
            raise(Error{ErrorCode::wrong_state, 0, "join_thread", "Queue is not closed"});
    }
    void cancel_join_thread() {}

    SharedQueue &shared() const { return *queue_; }

private:
    std::shared_ptr<SharedQueue> queue_;
};

void write_queue(PickleWriter &writer, const SharedQueue &queue);
Result<std::shared_ptr<SharedQueue>> read_queue(const Value &value);

template <class T> struct Codec<Queue<T>> {
    static void write(PickleWriter &writer, const Queue<T> &queue) { write_queue(writer, queue.shared()); }
    static Result<Queue<T>> read(const Value &value) {
        POOLSCOPE_ASSIGN(auto queue, read_queue(value));
        return Queue<T>(std::move(queue));
    }
};

} // namespace poolscope
