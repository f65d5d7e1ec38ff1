// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/event_store.h"

#include "engine/core/telemetry/event_codec.h"

#include <algorithm>

namespace poolscope::telemetry {

void EventBlocks::encode(std::span<const Event> events, std::string &out) {
    encode_batch(events, out);
}

Result<std::vector<Event>> EventBlocks::decode(std::string_view bytes) {
    return decode_batch(bytes);
}

void EventStore::append(Event event) {
    if (empty())
        first_time_ns_ = last_time_ns_ = event.time_ns;
    if (size() % block_size == 0)
        latest_before_ns_.push_back(last_time_ns_);
    last_time_ns_ = std::max(last_time_ns_, event.time_ns);
    events_.push_back(std::move(event));
}

std::size_t EventStore::count_until(std::int64_t time_ns) const {
    // The last block before which nothing happened later than that.
    const auto after = std::upper_bound(latest_before_ns_.begin(), latest_before_ns_.end(), time_ns);
    if (after == latest_before_ns_.begin())
        return 0;
    const auto block = static_cast<std::size_t>(after - latest_before_ns_.begin()) - 1;
    const auto end = events_.begin() + static_cast<std::ptrdiff_t>(std::min(size(), (block + 1) * block_size));
    const auto later = std::find_if(events_.begin() + static_cast<std::ptrdiff_t>(block * block_size), end, [time_ns](const Event &event) { return event.time_ns > time_ns; });
    return static_cast<std::size_t>(later - events_.begin());
}

} // namespace poolscope::telemetry
