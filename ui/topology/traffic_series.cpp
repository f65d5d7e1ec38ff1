// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/topology/traffic_series.h"

namespace poolscope::ui {

void TrafficSeries::apply(const Event &event) {
    const std::uint64_t process = event.process.packed();
    switch (event.kind) {
    case EventKind::message_sent:
        return count({process, event.object, Use::write}, event.time_ns, event.b);
    case EventKind::message_received:
        return count({process, event.object, Use::read}, event.time_ns, event.b);
    case EventKind::lock_acquired:
        return count({process, event.object, Use::lock}, event.time_ns, 0);
    default:
        return;
    }
}

Rate TrafficSeries::rateOf(const UseKey &key, std::int64_t nowNs) const {
    Rate rate;
    const auto use = uses_.find(key);
    if (use == uses_.end())
        return rate;
    const std::int64_t now = nowNs / bucketNs;
    for (const Bucket &bucket : use->second.buckets)
        if (bucket.number > now - bucketCount && bucket.number <= now) {
            rate.messages += bucket.messages;
            rate.bytes += bucket.bytes;
        }
    constexpr double perSecond = 1e9 / double(windowNs);
    return {rate.messages * perSecond, rate.bytes * perSecond};
}

void TrafficSeries::count(const UseKey &key, std::int64_t timeNs, std::int64_t bytes) {
    const std::int64_t number = timeNs / bucketNs;
    Bucket &bucket = uses_[key].buckets[std::size_t(number % bucketCount)];
    if (bucket.number != number)
        bucket = {number, 0, 0};
    bucket.messages += 1;
    bucket.bytes += double(bytes);
}

} // namespace poolscope::ui
