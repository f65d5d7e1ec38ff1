// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/queue.h"

#include "engine/mp/channel/pipe_queue.h"
#include "engine/mp/channel/shared_queue.h"
#include "engine/mp/channel/transfer.h"

namespace poolscope {

void write_queue(PickleWriter &writer, const QueueCarrier &queue) {
    const std::vector<int> descriptors = queue.descriptors();
    transfer::write(writer, "multiprocessing.queues", queue_class_name(queue.kind()), descriptors,
                    {queue.made_for(), transfer::Travel::inheritance}, {static_cast<std::int64_t>(queue.carrier())});
}

Result<std::shared_ptr<QueueCarrier>> read_queue(const Value &value, ChannelKind kind) {
    POOLSCOPE_ASSIGN(auto received, transfer::read_all(value, queue_class_name(kind)));
    if (received.extras.size() != 1)
        return failure(ErrorCode::malformed, "decode", "a queue without its carrier");
    return static_cast<Carrier>(received.extras.front()) == Carrier::descriptor ? PipeQueue::attach(std::move(received.fds))
                                                                                : SharedQueue::attach(std::move(received.fds));
}

} // namespace poolscope
