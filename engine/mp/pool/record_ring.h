// SPDX-License-Identifier: Apache-2.0
#pragma once

// Records from one process to one other through shared memory, each in one piece, with a bell for either side to sleep on.
// What was published stays whole wherever and whenever its writer is killed; what was not is not there. A record keeps its
// place until the reader passes it, so its state can be read by the writer for as long.

#include "engine/core/posix/futex.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace poolscope {

// What the reader of a record and its writer agree on: whether the reader has begun with it, or the writer took it back.
enum class RecordState : std::uint32_t { open, taken, withdrawn };

struct RecordHead {
    std::atomic<RecordState> state;
    std::uint32_t size;   // of the payload, which follows
    std::uint32_t kind;
    std::uint32_t number; // what the kind makes of it
    std::uint64_t task;
    std::int64_t ns;      // of a task: when the reader began with it; of a result: how long it took

    std::string_view payload() const { return {reinterpret_cast<const char *>(this + 1), size}; }
    char *payload_place() { return reinterpret_cast<char *>(this + 1); }
    // Of reader and writer the first one wins.
    bool change(RecordState to) {
        RecordState expected = RecordState::open;
        return state.compare_exchange_strong(expected, to, std::memory_order_acq_rel);
    }
};
static_assert(sizeof(RecordHead) == 32);

// The part in shared memory.
class RecordRing {
public:
    // `capacity` is a power of two; the records stand `data_offset` bytes behind this object, on a multiple of 32.
    void initialise(std::uint32_t capacity, std::uint32_t data_offset);
    bool has_records() const { return tail_.load(std::memory_order_acquire) != head_.load(std::memory_order_acquire); }

private:
    friend class RecordWriter;
    friend class RecordReader;
    char *data() { return reinterpret_cast<char *>(this) + data_offset_; }

    std::uint32_t capacity_;
    std::uint32_t data_offset_;
    alignas(64) std::atomic<std::uint64_t> tail_; // written by the writer
    posix::Doorbell arrived_;
    alignas(64) std::atomic<std::uint64_t> head_; // written by the reader
    posix::Doorbell passed_;
};

// The writer's end. Used by one thread.
class RecordWriter {
public:
    RecordWriter() = default;
    explicit RecordWriter(RecordRing &ring) : ring_(&ring), data_(ring.data()), capacity_(ring.capacity_) {}
    // The next record with that much room behind it, or null when the ring is too full. Not there for the reader before publish().
    RecordHead *reserve(std::uint32_t kind, std::size_t size);
    void publish();
    // Wakes a sleeping reader.
    void ring() { ring_->arrived_.ring(); }
    // Sleeps until a record of that size would fit.
    void wait_for_room(std::size_t size);
    // The most that one record carries.
    std::size_t largest() const { return capacity_ / 8; }

private:
    std::uint64_t place_of(std::size_t size);

    RecordRing *ring_ = nullptr;
    char *data_ = nullptr; // this and the capacity as they were when the ring was whole
    std::uint32_t capacity_ = 0;
    std::uint64_t tail_ = 0;
    std::uint64_t known_head_ = 0;
};

// The reader's end. Used by one thread.
class RecordReader {
public:
    RecordReader() = default;
    explicit RecordReader(RecordRing &ring) : ring_(&ring), data_(ring.data()), capacity_(ring.capacity_) {}
    // The first record that has not been passed, or null.
    RecordHead *front();
    // Something has written over the ring that is no writer of it: nothing more can be read.
    bool is_damaged() const { return is_damaged_; }
    void pass();
    // Tells a writer that waits for room.
    void ring() { ring_->passed_.ring(); }
    // Returns when there is a record.
    void sleep();

private:
    RecordRing *ring_ = nullptr;
    char *data_ = nullptr;
    std::uint32_t capacity_ = 0;
    std::uint64_t head_ = 0;
    std::uint64_t known_tail_ = 0;
    bool is_damaged_ = false;
};

} // namespace poolscope
