// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/queue.h"

#include "engine/mp/channel/transfer.h"

namespace poolscope {

void write_queue(PickleWriter &writer, const SharedQueue &queue) {
    transfer::write(writer, "multiprocessing.queues", "Queue", queue.fd(), queue.made_for(), {});
}

Result<std::shared_ptr<SharedQueue>> read_queue(const Value &value) {
    POOLSCOPE_ASSIGN(auto received, transfer::read(value, "Queue"));
    return SharedQueue::attach(std::move(received.fd));
}

} // namespace poolscope
