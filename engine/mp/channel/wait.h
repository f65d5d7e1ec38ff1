// SPDX-License-Identifier: Apache-2.0
#pragma once

// Waiting for several things at once (Python: multiprocessing.connection.wait): connections and queues on any carrier,
// processes' sentinels, sockets, any descriptor.

#include "engine/mp/channel/connection.h"
#include "engine/mp/channel/queue.h"
#include "engine/mp/channel/socket.h"

#include <memory>
#include <optional>
#include <vector>

namespace poolscope {

// One thing to wait for. Compares equal to what it was made of: `ready.front() == conn`.
class Waitable {
public:
    Waitable(int descriptor) : descriptor_(descriptor) {}
    Waitable(const Connection &connection) : descriptor_(connection.fileno()), end_(connection.shared()) {}
    template <class T> Waitable(const Queue<T> &queue) : descriptor_(queue.carrier().wait_descriptor()), queue_(queue.shared()) {}
    template <class T> Waitable(const SimpleQueue<T> &queue) : descriptor_(queue.carrier().wait_descriptor()), queue_(queue.shared()) {}
    Waitable(const Socket &socket) : descriptor_(socket.fileno()) {}

    int descriptor() const { return descriptor_; }
    // Whether something can be read now, for what a descriptor alone does not tell; makes its descriptor tell.
    bool arm() const { return end_ ? end_->arm() : queue_ && queue_->arm(); }
    // The descriptor says only that it is worth to look.
    bool is_only_hinted() const { return (end_ && end_->carrier() == Carrier::shared_memory) || (queue_ && queue_->carrier() == Carrier::shared_memory); }
    bool operator==(const Waitable &other) const { return descriptor_ == other.descriptor_; }

private:
    int descriptor_;
    std::shared_ptr<ConnectionEnd> end_;
    std::shared_ptr<QueueCarrier> queue_;
};

namespace connection {

// Those that can be read, or whose other side has ended. No timeout waits until there is one; 0 and less looks once. The
// same thing twice is given twice; in strict mode it is a KeyError.
std::vector<Waitable> wait(const std::vector<Waitable> &objects, std::optional<Seconds> timeout = std::nullopt);

} // namespace connection

// The same for bare descriptors.
std::vector<int> wait(const std::vector<int> &descriptors, std::optional<Seconds> timeout = std::nullopt);

} // namespace poolscope
