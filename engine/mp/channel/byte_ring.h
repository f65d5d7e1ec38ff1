// SPDX-License-Identifier: Apache-2.0
#pragma once

// A stream of bytes from one process to one other through shared memory, as a pipe is, with a bell for either side to
// sleep on. What was published stays readable whenever and wherever the writer is killed. Lives in shared memory.

#include "engine/core/posix/futex.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace poolscope {

class ByteRing {
public:
    // `capacity` is a power of two; the bytes stand `data_offset` bytes behind this object.
    void initialise(std::uint32_t capacity, std::uint32_t data_offset);

    // As many bytes as fit (read: as there are), without waiting.
    std::size_t write_some(std::span<const char> bytes);
    std::size_t read_some(std::span<char> bytes);
    // All of them, sleeping while there is no room (read: nothing). False when the deadline passed; what was moved stays moved.
    bool write_all(std::span<const char> bytes, Deadline deadline);
    bool read_all(std::span<char> bytes, Deadline deadline);

    // Sleeps until something fits. False when the deadline passed.
    bool wait_for_room(Deadline deadline);

    std::size_t readable() const { return tail_.load(std::memory_order_acquire) - head_.load(std::memory_order_relaxed); }
    std::size_t writable() const { return capacity_ - (tail_.load(std::memory_order_relaxed) - head_.load(std::memory_order_acquire)); }

private:
    char *data() { return reinterpret_cast<char *>(this) + data_offset_; }

    std::uint32_t capacity_;
    std::uint32_t data_offset_;
    alignas(64) std::atomic<std::uint64_t> tail_; // written by the writer
    posix::Doorbell arrived_;
    alignas(64) std::atomic<std::uint64_t> head_; // written by the reader
    posix::Doorbell consumed_;
};

} // namespace poolscope
