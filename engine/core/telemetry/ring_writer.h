// SPDX-License-Identifier: Apache-2.0
#pragma once

// The producer's side of an event ring, inline because it stands in the way of every event.

#include "engine/core/telemetry/event_ring.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace poolscope::telemetry {

struct RecordFields {
    std::uint64_t process = 0;
    std::uint64_t object = 0;
    std::int64_t a = 0;
    std::int64_t b = 0;
    EventKind kind = EventKind::note;
    Certainty certainty = Certainty::observed;
    bool is_cut = false; // the payload is only a beginning, even if it is short
};

class RingWriter {
public:
    constexpr RingWriter() = default;
    // `units` holds a power of two of record units.
    RingWriter(RingSlot &slot, std::span<std::byte> units, std::int32_t thread);

    // False when the ring was full: the event is lost and counted. The time is asked for last, so that the call for it
    // comes when nothing else is left to remember.
    template <class Clock> bool write(const RecordFields &fields, std::string_view payload, Clock time_ns);

private:
    RecordHeader *unit(std::uint64_t position) const {
        return reinterpret_cast<RecordHeader *>(data_ + (position & mask_) * record_unit);
    }

    RingSlot *slot_ = nullptr;
    std::byte *data_ = nullptr;
    std::uint64_t mask_ = 0;
    std::uint64_t head_ = 0;
    std::uint64_t known_tail_ = 0;
    std::uint32_t number_ = 0;
    std::int32_t thread_ = 0;
};

inline RingWriter::RingWriter(RingSlot &slot, std::span<std::byte> units, std::int32_t thread)
    : slot_(&slot), data_(units.data()), mask_(units.size() / record_unit - 1),
      head_(slot.head.load(std::memory_order_acquire)), // after all that an owner before wrote
      known_tail_(slot.tail.load(std::memory_order_acquire)),
      thread_(thread) {}

template <class Clock> bool RingWriter::write(const RecordFields &fields, std::string_view payload, Clock time_ns) {
    const std::size_t size = std::min(payload.size(), payload_limit);
    const std::uint64_t units = 1 + (size + record_unit - 1) / record_unit;
    ++number_;
    if (head_ + units - known_tail_ > mask_ + 1) [[unlikely]] {
        known_tail_ = slot_->tail.load(std::memory_order_acquire);
        if (head_ + units - known_tail_ > mask_ + 1) {
            slot_->newest_lost.store(number_, std::memory_order_release);
            return false;
        }
    }
    RecordHeader *record = unit(head_);
    record->process = fields.process;
    record->object = fields.object;
    record->a = fields.a;
    record->b = fields.b;
    // Two stores for eight small fields: a producer's speed is bounded by its store buffer.
    const std::uint32_t number_and_thread[2] = {number_, static_cast<std::uint32_t>(thread_)};
    std::memcpy(&record->number, number_and_thread, sizeof number_and_thread);
    const bool is_cut = fields.is_cut || payload.size() > size;
    const std::uint64_t marks = static_cast<std::uint64_t>(fields.kind) | size << 16 |
                                static_cast<std::uint64_t>(fields.certainty) << 32 | std::uint64_t{is_cut} << 40;
    std::memcpy(&record->kind, &marks, sizeof marks);
    if (size != 0) {
        const std::uint64_t first = (head_ + 1) & mask_;
        const std::size_t to_end = (mask_ + 1 - first) * record_unit;
        std::size_t before_wrap = std::min(size, to_end);
        // Knowing how small it is, gcc would copy with "rep movs", which takes 20 ns to begin.
        asm("" : "+r"(before_wrap));
        std::memcpy(data_ + first * record_unit, payload.data(), before_wrap);
        if (before_wrap < size) [[unlikely]]
            std::memcpy(data_, payload.data() + before_wrap, size - before_wrap);
    }
    const std::uint64_t position = std::exchange(head_, head_ + units);
    record->time_ns = time_ns();
    record->sequence.store(position + 1, std::memory_order_release);
    slot_->head.store(position + units, std::memory_order_release);
    return true;
}

} // namespace poolscope::telemetry
