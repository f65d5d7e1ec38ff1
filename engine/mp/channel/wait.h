// SPDX-License-Identifier: Apache-2.0
#pragma once

// Waiting for several things at once (Python: multiprocessing.connection.wait): connections and queues on any carrier,
// processes' sentinels, sockets, any descriptor.

#include "engine/mp/channel/connection.h"
#include "engine/mp/channel/queue.h"
#include "engine/mp/channel/socket.h"

#include <algorithm>
#include <concepts>
#include <cstddef>
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

// The same for objects of one kind, which it gives back as what they are.
template <std::convertible_to<Waitable> T>
    requires(!std::same_as<T, Waitable>)
std::vector<T> wait(const std::vector<T> &objects, std::optional<Seconds> timeout = std::nullopt) {
    const std::vector<Waitable> all(objects.begin(), objects.end());
    const std::vector<Waitable> ready = wait(all, timeout);
    std::vector<T> found;
    for (std::size_t index = 0; index < all.size(); ++index)
        if (std::ranges::find(ready, all[index]) != ready.end())
            found.push_back(objects[index]);
    return found;
}

} // namespace connection

} // namespace poolscope
