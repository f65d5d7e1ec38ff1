// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/queue_carrier.h"

#include "engine/core/base/strictness.h"
#include "engine/mp/channel/pipe_queue.h"
#include "engine/mp/channel/shared_queue.h"
#include "engine/mp/process/current_process.h"

#include <cerrno>

namespace poolscope {

Result<std::shared_ptr<QueueCarrier>> QueueCarrier::create(const QueueOptions &options) {
    const bool is_pipe = options.carrier == Carrier::descriptor || (options.carrier == Carrier::unknown && is_strict());
    return is_pipe ? PipeQueue::create(options) : SharedQueue::create(options);
}

Status QueueCarrier::put_later(std::function<Result<std::string>()> encode, Deadline deadline) {
    POOLSCOPE_ASSIGN(const std::string pickle, encode());
    return put({ParcelKind::pickle, pickle}, deadline);
}

Status QueueCarrier::join_thread() {
    if (!is_closed())
        return failure(ErrorCode::wrong_state, "join_thread", "Queue is not closed");
    return {};
}

void QueueCarrier::tell_opened(Direction direction) {
    auto &announced = direction == Direction::read ? announced_read_ : announced_write_;
    if (announced.load(std::memory_order_relaxed) != current::generation()) {
        announced.store(current::generation(), std::memory_order_relaxed);
        telemetry::emit(EventKind::channel_opened, id(), static_cast<std::int64_t>(direction));
    }
}

void QueueCarrier::tell_created(std::int64_t maxsize) const {
    telemetry::emit(EventKind::channel_created, id(), static_cast<std::int64_t>(kind()) | static_cast<std::int64_t>(carrier()) << 8,
                    maxsize, queue_class_name(kind()));
}

// A SimpleQueue is a pipe to Python, and its error a pipe's.
Status QueueCarrier::refuse_closed(const char *operation) const {
    if (kind() == ChannelKind::simple_queue)
        return Failure(Error{ErrorCode::os, EBADF, operation, "handle is closed"});
    return failure(ErrorCode::closed, operation, "Queue is closed");
}

const char *queue_class_name(ChannelKind kind) {
    return kind == ChannelKind::joinable_queue ? "JoinableQueue" : kind == ChannelKind::simple_queue ? "SimpleQueue" : "Queue";
}

} // namespace poolscope
