// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/record_ring.h"

#include <new>

namespace poolscope {

namespace {

constexpr std::uint32_t filler = ~std::uint32_t{0}; // the kind of what lies between the last record and the ring's end

// Every record begins on a multiple of a head's size, so that at least a head fits wherever the ring is not at its end.
constexpr std::uint64_t length_of(std::size_t payload) {
    return (sizeof(RecordHead) + payload + sizeof(RecordHead) - 1) / sizeof(RecordHead) * sizeof(RecordHead);
}

} // namespace

void RecordRing::initialise(std::uint32_t capacity, std::uint32_t data_offset) {
    new (this) RecordRing;
    capacity_ = capacity;
    data_offset_ = data_offset;
    tail_.store(0, std::memory_order_relaxed);
    head_.store(0, std::memory_order_release);
}

// How far the tail would get with a record of that length, a filler in front of it included.
std::uint64_t RecordWriter::place_of(std::size_t size) {
    const std::uint64_t left = capacity_ - (tail_ & (capacity_ - 1));
    return tail_ + (left < length_of(size) ? left : 0) + length_of(size);
}

RecordHead *RecordWriter::reserve(std::uint32_t kind, std::size_t size) {
    const std::uint64_t end = place_of(size);
    if (end - known_head_ > capacity_) {
        known_head_ = ring_->head_.load(std::memory_order_acquire);
        if (end - known_head_ > capacity_)
            return nullptr;
    }
    const auto at = [this](std::uint64_t position) {
        return reinterpret_cast<RecordHead *>(data_ + (position & (capacity_ - 1)));
    };
    const std::uint64_t begin = end - length_of(size);
    if (begin != tail_) {
        at(tail_)->kind = filler;
        at(tail_)->size = static_cast<std::uint32_t>(begin - tail_ - sizeof(RecordHead));
    }
    RecordHead *head = at(begin);
    head->state.store(RecordState::open, std::memory_order_relaxed);
    head->size = static_cast<std::uint32_t>(size);
    head->kind = kind;
    tail_ = end;
    return head;
}

void RecordWriter::publish() {
    ring_->tail_.store(tail_, std::memory_order_release);
}

void RecordWriter::wait_for_room(std::size_t size) {
    for (;;) {
        const std::uint32_t ticket = ring_->passed_.ticket();
        known_head_ = ring_->head_.load(std::memory_order_acquire);
        if (place_of(size) - known_head_ <= capacity_)
            return;
        ring_->passed_.sleep(ticket, Deadline::never());
    }
}

RecordHead *RecordReader::front() {
    for (;;) {
        if (head_ == known_tail_) {
            known_tail_ = ring_->tail_.load(std::memory_order_acquire);
            if (head_ == known_tail_)
                return nullptr;
        }
        auto *head = reinterpret_cast<RecordHead *>(data_ + (head_ & (capacity_ - 1)));
        const std::uint64_t there = known_tail_ - head_;
        if (is_damaged_ || there > capacity_ || length_of(head->size) > there) {
            is_damaged_ = true;
            return nullptr;
        }
        if (head->kind != filler)
            return head;
        head_ += length_of(head->size);
    }
}

void RecordReader::pass() {
    const auto *head = reinterpret_cast<const RecordHead *>(data_ + (head_ & (capacity_ - 1)));
    head_ += length_of(head->size);
    ring_->head_.store(head_, std::memory_order_release);
}

void RecordReader::sleep() {
    for (;;) {
        const std::uint32_t ticket = ring_->arrived_.ticket();
        if (ring_->tail_.load(std::memory_order_acquire) != head_)
            return;
        ring_->arrived_.sleep(ticket, Deadline::never());
    }
}

} // namespace poolscope
