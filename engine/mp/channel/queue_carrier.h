// SPDX-License-Identifier: Apache-2.0
#pragma once

// What moves the messages of a queue, whatever its Python face: shared memory (SharedQueue, between engine processes) or
// a pipe (PipeQueue, CPython's own design). Calls give Results; the queues that programs see turn them into exceptions.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/telemetry/emitter.h"
#include "engine/mp/channel/parcel.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace poolscope {

struct QueueOptions {
    ChannelKind kind = ChannelKind::queue; // queue, simple_queue or joinable_queue
    std::int64_t maxsize = 0;              // 0 or less: no limit
    StartMethod made_for = StartMethod::none; // fork: refuses to be given to other children
    Carrier carrier = Carrier::unknown;    // unknown: shared memory; in strict mode a pipe
};

class QueueCarrier {
public:
    static Result<std::shared_ptr<QueueCarrier>> create(const QueueOptions &options);
    virtual ~QueueCarrier() = default;

    // full when the deadline passes before there is room; closed after close().
    virtual Status put(Parcel parcel, Deadline deadline) = 0;
    // empty when the deadline passes before there is a message.
    virtual Result<ReceivedParcel> get(Deadline deadline) = 0;
    // What CPython does: take a place now, encode later, in a thread of this process (strict mode only).
    virtual bool encodes_later() const { return false; }
    virtual Status put_later(std::function<Result<std::string>()> encode, Deadline deadline);

    virtual std::int64_t qsize() const = 0;
    virtual Result<bool> is_empty() = 0;
    virtual bool is_full() const = 0;
    // This process will put no more.
    virtual void close() = 0;
    bool is_closed() const { return closed_.load(std::memory_order_relaxed); }
    // wrong_state before close(). Waits until what this process has put can be got.
    virtual Status join_thread();
    virtual void cancel_join_thread() {}

    // invalid_argument when more were done than put.
    virtual Status task_done() = 0;
    // True once as many are done as were put; false when the deadline passed.
    virtual bool join(Deadline deadline) = 0;

    // For wait(): a descriptor that can be read soon after a message came, once arm() was called and saw none.
    virtual int wait_descriptor() const = 0;
    virtual bool arm() = 0; // true when there is a message already

    virtual ObjectId id() const = 0;
    virtual ChannelKind kind() const = 0;
    virtual Carrier carrier() const = 0;
    // All that another process needs.
    virtual std::vector<int> descriptors() const = 0;
    StartMethod made_for() const { return made_for_; }

protected:
    QueueCarrier() = default;
    // Tells, at the first use in this process, that it takes part.
    void announce(Direction direction) {
        if (telemetry::is_watched()) [[unlikely]]
            tell_opened(direction);
    }
    void tell_created(std::int64_t maxsize) const;
    Status refuse_closed(const char *operation) const;

    StartMethod made_for_ = StartMethod::none;
    std::atomic<bool> closed_{false};

private:
    void tell_opened(Direction direction);

    std::atomic<unsigned> announced_read_{0}, announced_write_{0}; // the generation of this process that was told of
};

const char *queue_class_name(ChannelKind kind);

} // namespace poolscope
