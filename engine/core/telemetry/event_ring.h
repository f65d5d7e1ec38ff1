// SPDX-License-Identifier: Apache-2.0
#pragma once

// A ring of event records in shared memory, with one producer (a thread of the watched program) and one reader (the
// watcher's collector). Neither ever waits for the other: a full ring loses the newest event and counts it. A record is
// published by storing its sequence last and then the ring's head, so that a producer killed at any instruction leaves
// only whole records; the reader still checks all it reads, and believes nothing else.

#include "engine/core/telemetry/event.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace poolscope::telemetry {

constexpr std::size_t record_unit = 64;

// What stands in front of a payload, which fills the following units. Records wrap at the ring's end.
struct RecordHeader {
    std::atomic<std::uint64_t> sequence; // the record's position in units since the ring began, plus 1
    std::int64_t time_ns;
    std::uint64_t process; // whom it is about, packed; 0: the ring's owner
    std::uint64_t object;
    std::int64_t a;
    std::int64_t b;
    std::uint32_t number; // of this event among all of this ring, lost ones counted: a jump is a gap
    std::int32_t thread;
    std::uint16_t kind;
    std::uint16_t payload_size;
    std::uint8_t certainty;
    std::uint8_t flags;
    std::uint16_t reserved;
};
static_assert(sizeof(RecordHeader) == record_unit);

// The shared state of one ring.
struct alignas(64) RingSlot {
    // written by the producer
    std::atomic<std::uint64_t> owner;        // ProcessKey::packed(); 0: free
    std::atomic<std::int32_t> thread;
    std::atomic<std::uint32_t> claim;        // counts up over all claims of a segment
    std::atomic<std::uint64_t> head;         // units written
    std::atomic<std::uint32_t> newest_lost;  // number of the newest event that found the ring full
    // written by the reader
    alignas(64) std::atomic<std::uint64_t> tail; // units read
};
static_assert(sizeof(RingSlot) == 128);

class RingReader {
public:
    RingReader() = default;
    RingReader(RingSlot &slot, std::span<std::byte> units);

    // Appends the records that are not newer than that, gap events standing where some are missing; at most `limit`.
    // Returns how many were appended.
    std::size_t read(std::int64_t not_after_ns, std::size_t limit, std::vector<Event> &out);
    // Nothing left to read.
    bool is_drained() const;
    // Something was read or written since the last call.
    bool has_moved();

private:
    const RecordHeader *valid_record(std::uint64_t position, std::uint64_t head) const;
    std::uint64_t next_valid(std::uint64_t position, std::uint64_t head) const;
    void take(const RecordHeader &record, std::uint64_t position, std::vector<Event> &out) const;
    void append_gap(std::uint32_t lost, std::int64_t time_ns, std::vector<Event> &out) const;

    RingSlot *slot_ = nullptr;
    std::byte *data_ = nullptr;
    std::uint64_t capacity_ = 0;
    std::uint64_t tail_ = 0;
    std::uint64_t last_head_ = 0;
    std::uint32_t expected_ = 1;
    std::int64_t last_time_ns_ = 0;
    ProcessKey owner_;
    std::int32_t thread_ = 0;
};

} // namespace poolscope::telemetry
