// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/event_store.h"

#include "engine/core/telemetry/event_codec.h"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <zstd.h>

namespace poolscope::telemetry {
namespace {

constexpr int compression_level = 1;

} // namespace

void EventStore::append(Event event) {
    if (empty())
        first_time_ns_ = last_time_ns_ = event.time_ns;
    if (newest_.empty()) {
        newest_.reserve(block_size);
        newest_latest_before_ns_ = last_time_ns_;
    }
    last_time_ns_ = std::max(last_time_ns_, event.time_ns);
    newest_.push_back(std::move(event));
    if (newest_.size() == block_size)
        pack();
}

void EventStore::pack() {
    thread_local std::string batch, packed;
    batch.clear();
    encode_batch(newest_, batch);
    packed.resize(ZSTD_compressBound(batch.size()));
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), batch.data(), batch.size(), compression_level);
    if (ZSTD_isError(size)) // it has no way to fail but memory
        throw std::bad_alloc();
    blocks_.push_back({packed.substr(0, size), batch.size(), newest_latest_before_ns_});
    packed_bytes_ += size;
    keep(blocks_.size() - 1, std::move(newest_)); // whoever follows the session asks for it next
    newest_ = {};
}

const Event &EventStore::operator[](std::size_t index) const {
    const std::size_t block = index / block_size;
    return block == blocks_.size() ? newest_[index % block_size] : unpacked(block)[index % block_size];
}

const std::vector<Event> &EventStore::unpacked(std::size_t block) const {
    if (!unpacked_.empty() && unpacked_.front().block == block)
        return unpacked_.front().events;
    const auto found = std::find_if(unpacked_.begin(), unpacked_.end(), [block](const Unpacked &one) { return one.block == block; });
    if (found != unpacked_.end()) {
        unpacked_.splice(unpacked_.begin(), unpacked_, found);
        return unpacked_.front().events;
    }
    const Block &wanted = blocks_[block];
    std::string batch(wanted.size, '\0');
    const std::size_t size = ZSTD_decompress(batch.data(), batch.size(), wanted.packed.data(), wanted.packed.size());
    auto events = ZSTD_isError(size) ? Result<std::vector<Event>>() : decode_batch(batch);
    if (!events || events->size() != block_size) // it was packed here, so memory is damaged
        throw std::logic_error("EventStore: a block cannot be unpacked");
    keep(block, std::move(*events));
    return unpacked_.front().events;
}

void EventStore::keep(std::size_t block, std::vector<Event> events) const {
    unpacked_.push_front({block, std::move(events)});
    if (unpacked_.size() > unpacked_limit)
        unpacked_.pop_back();
}

std::size_t EventStore::count_until(std::int64_t time_ns) const {
    // The last block before which nothing happened later than that.
    const auto after = std::partition_point(blocks_.begin(), blocks_.end(), [&](const Block &block) { return block.latest_before_ns <= time_ns; });
    std::size_t block = blocks_.size();
    if (after != blocks_.end() || newest_.empty() || newest_latest_before_ns_ > time_ns) {
        if (after == blocks_.begin())
            return 0;
        block = static_cast<std::size_t>(after - blocks_.begin()) - 1;
    }
    const std::vector<Event> &events = block == blocks_.size() ? newest_ : unpacked(block);
    const auto later = std::find_if(events.begin(), events.end(), [time_ns](const Event &event) { return event.time_ns > time_ns; });
    return block * block_size + static_cast<std::size_t>(later - events.begin());
}

} // namespace poolscope::telemetry
