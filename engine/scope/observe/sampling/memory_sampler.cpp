// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/sampling/memory_sampler.h"

#include "engine/core/base/clock.h"

#include <algorithm>
#include <cstdlib>

namespace poolscope::observe {

namespace {
constexpr std::int64_t longest_cost_share = 1000;
constexpr std::int64_t noticeable = 100; // a hundredth
} // namespace

std::vector<Event> MemorySampler::sample(const std::vector<ProcessKey> &processes, std::int64_t time_ns) {
    if (time_ns < next_ns_ || processes.empty())
        return {};
    std::erase_if(told_, [&](const auto &one) { return std::find(processes.begin(), processes.end(), one.first) == processes.end(); });
    const auto after = std::find_if(processes.begin(), processes.end(), [this](ProcessKey key) { return last_ < key; });
    last_ = after == processes.end() ? processes.front() : *after;
    const std::int64_t began_ns = monotonic_ns();
    const auto parts = source_->memory_parts(last_);
    next_ns_ = time_ns + longest_cost_share * (monotonic_ns() - began_ns);
    if (!parts) // it ended, or is not to be looked into
        return {};
    const auto [told, is_new] = told_.try_emplace(last_, parts->proportional);
    if (!is_new && std::abs(parts->proportional - told->second) * noticeable <= told->second)
        return {};
    told->second = parts->proportional;
    const auto event = [&](Metric metric, std::int64_t bytes) {
        return Event{.time_ns = time_ns, .process = last_, .kind = EventKind::process_metric, .object = static_cast<ObjectId>(metric), .a = bytes};
    };
    return {event(Metric::pss_bytes, parts->proportional), event(Metric::private_bytes, parts->unshared)};
}

} // namespace poolscope::observe
