// SPDX-License-Identifier: Apache-2.0
#pragma once

// A session's events in memory: all but the newest stand packed as in a recording, at a tenth of their size, and are
// unpacked block by block when they are asked for. One thread.

#include "engine/core/telemetry/event.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

namespace poolscope::telemetry {

class EventStore {
public:
    static constexpr std::size_t block_size = 4096;

    void append(Event event);
    std::size_t size() const { return blocks_.size() * block_size + newest_.size(); }
    bool empty() const { return size() == 0; }
    // Good until some ten thousand other events were asked for or appended: for looking at, not for keeping.
    const Event &operator[](std::size_t index) const;

    // How many events happened at or before that time: the first later one and all after it in the stream do not count.
    std::size_t count_until(std::int64_t time_ns) const;
    std::int64_t first_time_ns() const { return first_time_ns_; } // 0 while empty
    std::int64_t last_time_ns() const { return last_time_ns_; }   // the latest: events need not come in the order of their times
    std::size_t packed_bytes() const { return packed_bytes_; }

private:
    static constexpr std::size_t unpacked_limit = 16; // blocks

    struct Block {
        std::string packed;               // a batch under zstd
        std::size_t size = 0;             // of the batch
        std::int64_t latest_before_ns = 0; // of all events before it
    };
    struct Unpacked {
        std::size_t block = 0;
        std::vector<Event> events;
    };

    void pack();
    const std::vector<Event> &unpacked(std::size_t block) const;
    void keep(std::size_t block, std::vector<Event> events) const;

    std::vector<Block> blocks_;
    std::vector<Event> newest_;
    std::int64_t newest_latest_before_ns_ = 0; // of all events before newest_
    std::int64_t first_time_ns_ = 0, last_time_ns_ = 0;
    std::size_t packed_bytes_ = 0;
    mutable std::list<Unpacked> unpacked_; // the one that was asked for last comes first
};

} // namespace poolscope::telemetry
