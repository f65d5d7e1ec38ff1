// SPDX-License-Identifier: Apache-2.0
#include "engine/core/recording/event_store.h"

#include "engine/core/telemetry/event_codec.h"

#include <algorithm>

namespace poolscope::telemetry {
namespace {

constexpr std::size_t smallest_block = 1024; // that is kept as it is

} // namespace

void EventBlocks::encode(std::span<const Event> events, std::string &out) {
    encode_batch(events, out);
}

Result<std::vector<Event>> EventBlocks::decode(std::string_view bytes) {
    return decode_batch(bytes);
}

// The event at that place comes next.
void EventStore::note(std::size_t place, std::int64_t time_ns) {
    if (place == 0)
        first_time_ns_ = last_time_ns_ = time_ns;
    if (place % block_size == 0)
        latest_before_ns_.push_back(last_time_ns_);
    last_time_ns_ = std::max(last_time_ns_, time_ns);
}

void EventStore::append(Event event) {
    note(size(), event.time_ns);
    events_.push_back(std::move(event));
}

void EventStore::append(const std::vector<Event> &events, std::string packed, std::size_t encoded_size) {
    if (packed.empty() || events.size() < smallest_block) {
        for (const Event &event : events)
            append(event);
        return;
    }
    for (std::size_t at = 0; at < events.size(); ++at)
        note(size() + at, events[at].time_ns);
    events_.push_packed(events.size(), std::move(packed), encoded_size);
}

std::size_t EventStore::count_until(std::int64_t time_ns) const {
    // The last stretch before which nothing happened later than that.
    const auto after = std::upper_bound(latest_before_ns_.begin(), latest_before_ns_.end(), time_ns);
    if (after == latest_before_ns_.begin())
        return 0;
    const auto stretch = static_cast<std::size_t>(after - latest_before_ns_.begin()) - 1;
    const auto end = events_.begin() + static_cast<std::ptrdiff_t>(std::min(size(), (stretch + 1) * block_size));
    const auto later = std::find_if(events_.begin() + static_cast<std::ptrdiff_t>(stretch * block_size), end, [time_ns](const Event &event) { return event.time_ns > time_ns; });
    return static_cast<std::size_t>(later - events_.begin());
}

} // namespace poolscope::telemetry
