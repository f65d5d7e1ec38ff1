// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/channel/byte_ring.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace poolscope {

void ByteRing::initialise(std::uint32_t capacity, std::uint32_t data_offset) {
    new (this) ByteRing;
    capacity_ = capacity;
    data_offset_ = data_offset;
    tail_.store(0, std::memory_order_relaxed);
    head_.store(0, std::memory_order_release);
}

std::size_t ByteRing::write_some(std::span<const char> bytes) {
    const std::uint64_t tail = tail_.load(std::memory_order_relaxed);
    const std::size_t count = std::min(bytes.size(), writable());
    if (count == 0)
        return 0;
    const std::size_t at = tail & (capacity_ - 1);
    const std::size_t first = std::min<std::size_t>(count, capacity_ - at);
    std::memcpy(data() + at, bytes.data(), first);
    std::memcpy(data(), bytes.data() + first, count - first);
    tail_.store(tail + count, std::memory_order_release);
    arrived_.ring();
    return count;
}

std::size_t ByteRing::read_some(std::span<char> bytes) {
    const std::uint64_t head = head_.load(std::memory_order_relaxed);
    const std::size_t count = std::min(bytes.size(), readable());
    if (count == 0)
        return 0;
    const std::size_t at = head & (capacity_ - 1);
    const std::size_t first = std::min<std::size_t>(count, capacity_ - at);
    std::memcpy(bytes.data(), data() + at, first);
    std::memcpy(bytes.data() + first, data(), count - first);
    head_.store(head + count, std::memory_order_release);
    consumed_.ring();
    return count;
}

bool ByteRing::wait_for_room(Deadline deadline) {
    for (;;) {
        const std::uint32_t ticket = consumed_.ticket();
        if (writable() > 0)
            return true;
        if (!consumed_.sleep(ticket, deadline))
            return false;
    }
}

bool ByteRing::write_all(std::span<const char> bytes, Deadline deadline) {
    while (!bytes.empty()) {
        bytes = bytes.subspan(write_some(bytes));
        if (!bytes.empty() && !wait_for_room(deadline))
            return false;
    }
    return true;
}

bool ByteRing::read_all(std::span<char> bytes, Deadline deadline) {
    while (!bytes.empty()) {
        const std::uint32_t ticket = arrived_.ticket();
        const std::size_t count = read_some(bytes);
        bytes = bytes.subspan(count);
        if (count == 0 && !arrived_.sleep(ticket, deadline))
            return false;
    }
    return true;
}

} // namespace poolscope
