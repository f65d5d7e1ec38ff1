// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/event_ring.h"

#include <algorithm>
#include <cstring>

namespace poolscope::telemetry {

RingWriter::RingWriter(RingSlot &slot, std::span<std::byte> units, std::int32_t thread)
    : slot_(&slot), data_(units.data()), mask_(units.size() / record_unit - 1),
      head_(slot.head.load(std::memory_order_relaxed)), known_tail_(slot.tail.load(std::memory_order_acquire)),
      thread_(thread) {}

bool RingWriter::write(const RecordFields &fields, std::string_view payload) {
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
    record->time_ns = fields.time_ns;
    record->process = fields.process;
    record->object = fields.object;
    record->a = fields.a;
    record->b = fields.b;
    record->number = number_;
    record->thread = thread_;
    record->kind = static_cast<std::uint16_t>(fields.kind);
    record->payload_size = static_cast<std::uint16_t>(size);
    record->certainty = static_cast<std::uint8_t>(fields.certainty);
    record->flags = payload.size() > size ? static_cast<std::uint8_t>(EventFlag::payload_truncated) : 0;
    record->reserved = 0;
    if (size != 0) {
        const std::uint64_t first = (head_ + 1) & mask_;
        const std::size_t to_end = (mask_ + 1 - first) * record_unit;
        const std::size_t before_wrap = std::min(size, to_end);
        std::memcpy(data_ + first * record_unit, payload.data(), before_wrap);
        if (before_wrap < size) [[unlikely]]
            std::memcpy(data_, payload.data() + before_wrap, size - before_wrap);
    }
    record->sequence.store(head_ + 1, std::memory_order_release);
    head_ += units;
    slot_->head.store(head_, std::memory_order_release);
    return true;
}

} // namespace poolscope::telemetry
