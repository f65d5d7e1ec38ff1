// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/sampling/holdings_sampler.h"

#include "engine/core/base/clock.h"

#include <algorithm>
#include <cstdlib>

namespace poolscope::observe {

namespace {
constexpr std::int64_t longest_cost_share = 1000;
constexpr std::int64_t noticeable = 100; // a hundredth
} // namespace

std::vector<Event> HoldingsSampler::sample(const std::vector<ProcessKey> &processes, std::int64_t time_ns) {
    if (time_ns < next_ns_ || processes.empty())
        return {};
    std::erase_if(told_, [&](const auto &one) { return std::find(processes.begin(), processes.end(), one.first) == processes.end(); });
    const auto after = std::find_if(processes.begin(), processes.end(), [this](ProcessKey key) { return last_ < key; });
    last_ = after == processes.end() ? processes.front() : *after;
    const std::int64_t began_ns = monotonic_ns();
    const auto parts = source_->memory_parts(last_);
    const auto descriptors = source_->descriptor_count(last_);
    next_ns_ = time_ns + longest_cost_share * (monotonic_ns() - began_ns);
    std::vector<Event> events;
    const auto tell = [&](Metric metric, std::int64_t value) {
        events.push_back({.time_ns = time_ns, .process = last_, .kind = EventKind::process_metric, .object = static_cast<ObjectId>(metric), .a = value});
    };
    // Neither is known of one that ended, or is not to be looked into.
    Told &told = told_[last_];
    if (parts && std::abs(parts->proportional - told.bytes) * noticeable > told.bytes) {
        told.bytes = parts->proportional;
        tell(Metric::pss_bytes, parts->proportional);
        tell(Metric::private_bytes, parts->unshared);
    }
    if (descriptors && *descriptors != told.descriptors)
        tell(Metric::descriptors, told.descriptors = *descriptors);
    return events;
}

} // namespace poolscope::observe
