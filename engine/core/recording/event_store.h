// SPDX-License-Identifier: Apache-2.0
#pragma once

// A session's events in memory, in the order in which they came, and where in them a time is. One thread.

#include "engine/core/recording/packed_list.h"
#include "engine/core/telemetry/event.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace poolscope::telemetry {

// Events as a recording has them: one batch (event_codec.h) a block.
struct EventBlocks {
    static constexpr std::size_t block_size = 4096;
    static void encode(std::span<const Event> events, std::string &out);
    static Result<std::vector<Event>> decode(std::string_view bytes);
};

class EventStore {
public:
    static constexpr std::size_t block_size = EventBlocks::block_size;

    void append(Event event);
    // Those of an EventBlock: kept as they are packed, unless they are so few that many like it would be slow to look through.
    void append(const std::vector<Event> &events, std::string packed, std::size_t encoded_size);
    std::size_t size() const { return events_.size(); }
    bool empty() const { return events_.empty(); }
    // Good until some ten thousand other events were asked for or appended: for looking at, not for keeping.
    const Event &operator[](std::size_t index) const { return events_[index]; }
    // Those from there on that stand together, one at least.
    std::span<const Event> stretch_from(std::size_t index) const { return events_.stretch_from(index); }

    // How many events happened at or before that time: the first later one and all after it in the stream do not count.
    std::size_t count_until(std::int64_t time_ns) const;
    std::int64_t first_time_ns() const { return first_time_ns_; } // 0 while empty
    std::int64_t last_time_ns() const { return last_time_ns_; }   // the latest: events need not come in the order of their times
    std::size_t packed_bytes() const { return events_.packed_bytes(); }

private:
    void note(std::size_t place, std::int64_t time_ns);

    PackedList<Event, EventBlocks> events_;
    std::vector<std::int64_t> latest_before_ns_; // of all events before each stretch of block_size of them
    std::int64_t first_time_ns_ = 0, last_time_ns_ = 0;
};

} // namespace poolscope::telemetry
