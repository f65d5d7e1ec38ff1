// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/event_ring.h"

#include <algorithm>
#include <utility>

namespace poolscope::telemetry {

namespace {
// A record from beyond that is no clock's doing.
constexpr std::int64_t furthest_future_ns = 60'000'000'000;

std::uint64_t units_of(const RecordHeader &record) {
    return 1 + (record.payload_size + record_unit - 1) / record_unit;
}
} // namespace

RingReader::RingReader(RingSlot &slot, std::span<std::byte> units)
    : slot_(&slot), data_(units.data()), capacity_(units.size() / record_unit),
      tail_(slot.tail.load(std::memory_order_relaxed)), last_head_(tail_),
      owner_(ProcessKey::unpack(slot.owner.load(std::memory_order_relaxed))),
      thread_(slot.thread.load(std::memory_order_relaxed)) {}

// Null unless everything about the record can be true.
const RecordHeader *RingReader::valid_record(std::uint64_t position, std::uint64_t head) const {
    const auto *record = reinterpret_cast<const RecordHeader *>(data_ + position % capacity_ * record_unit);
    if (record->sequence.load(std::memory_order_acquire) != position + 1)
        return nullptr;
    const bool possible = record->kind != 0 && record->kind <= static_cast<std::uint16_t>(last_event_kind) &&
                          record->payload_size <= payload_limit && units_of(*record) <= head - position &&
                          record->certainty <= static_cast<std::uint8_t>(Certainty::heuristic) &&
                          record->flags <= static_cast<std::uint8_t>(EventFlag::payload_truncated) &&
                          record->reserved == 0 && record->thread == thread_ && record->time_ns >= 0;
    return possible ? record : nullptr;
}

std::uint64_t RingReader::next_valid(std::uint64_t position, std::uint64_t head) const {
    while (position != head && valid_record(position, head) == nullptr)
        ++position;
    return position;
}

void RingReader::append_gap(std::uint32_t lost, std::int64_t time_ns, std::vector<Event> &out) const {
    out.push_back({.time_ns = time_ns, .process = owner_, .thread = thread_, .kind = EventKind::gap, .a = lost});
}

void RingReader::take(const RecordHeader &record, std::uint64_t position, std::vector<Event> &out) const {
    Event &event = out.emplace_back();
    event.time_ns = record.time_ns;
    event.process = record.process == 0 ? owner_ : ProcessKey::unpack(record.process);
    event.thread = record.thread;
    event.kind = static_cast<EventKind>(record.kind);
    event.certainty = static_cast<Certainty>(record.certainty);
    event.flags = static_cast<EventFlag>(record.flags);
    event.object = record.object;
    event.a = record.a;
    event.b = record.b;
    // The size is read once more after it was checked; a producer gone mad could have changed it in between.
    const std::size_t size = std::min<std::size_t>(record.payload_size, payload_limit);
    if (size != 0) {
        const std::uint64_t first = (position + 1) % capacity_;
        const std::size_t before_wrap = std::min<std::size_t>(size, (capacity_ - first) * record_unit);
        event.payload.reserve(size);
        event.payload.assign(reinterpret_cast<const char *>(data_ + first * record_unit), before_wrap);
        event.payload.append(reinterpret_cast<const char *>(data_), size - before_wrap);
    }
}

std::size_t RingReader::read(std::int64_t not_after_ns, std::size_t limit, std::vector<Event> &out) {
    const std::size_t before = out.size();
    const std::uint64_t head = slot_->head.load(std::memory_order_acquire);
    if (head - tail_ > capacity_) { // no producer that works does this
        append_gap(1, last_time_ns_, out);
        ++expected_;
        tail_ = head;
    }
    while (tail_ != head && out.size() - before < limit) {
        const RecordHeader *record = valid_record(tail_, head);
        if (record != nullptr && record->time_ns > not_after_ns && record->time_ns - not_after_ns < furthest_future_ns)
            break;
        if (record == nullptr || record->time_ns > not_after_ns) {
            tail_ = next_valid(tail_ + 1, head);
            if (tail_ == head) { // otherwise the next record's number tells how many there were
                append_gap(1, last_time_ns_, out);
                ++expected_;
            }
            continue;
        }
        last_time_ns_ = std::max(last_time_ns_, record->time_ns);
        const std::uint32_t number = record->number;
        const auto missing = static_cast<std::int32_t>(number - expected_);
        if (missing > 0)
            append_gap(static_cast<std::uint32_t>(missing), last_time_ns_, out);
        expected_ = number + 1;
        const std::uint64_t units = std::min<std::uint64_t>(units_of(*record), head - tail_);
        take(*record, tail_, out);
        tail_ += units;
    }
    slot_->tail.store(tail_, std::memory_order_release);
    if (tail_ == head) {
        // Losses after the last record. Looking at the head again afterwards makes sure that no record stands between.
        const std::uint32_t newest_lost = slot_->newest_lost.load(std::memory_order_acquire);
        const auto missing = static_cast<std::int32_t>(newest_lost + 1 - expected_);
        if (newest_lost != 0 && missing > 0 && slot_->head.load(std::memory_order_acquire) == tail_) {
            append_gap(static_cast<std::uint32_t>(missing), last_time_ns_, out);
            expected_ = newest_lost + 1;
        }
    }
    return out.size() - before;
}

bool RingReader::is_drained() const {
    return slot_->head.load(std::memory_order_acquire) == tail_;
}

bool RingReader::has_moved() {
    const std::uint64_t head = slot_->head.load(std::memory_order_relaxed);
    return std::exchange(last_head_, head) != head;
}

} // namespace poolscope::telemetry
