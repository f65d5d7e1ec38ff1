// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/observe/memory_sampler.h"

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
    const auto bytes = source_->proportional_memory(last_);
    next_ns_ = time_ns + longest_cost_share * (monotonic_ns() - began_ns);
    if (!bytes) // it ended, or is not to be looked into
        return {};
    const auto [told, is_new] = told_.try_emplace(last_, *bytes);
    if (!is_new && std::abs(*bytes - told->second) * noticeable <= told->second)
        return {};
    told->second = *bytes;
    Event event;
    event.time_ns = time_ns;
    event.process = last_;
    event.kind = EventKind::process_metric;
    event.object = static_cast<ObjectId>(Metric::pss_bytes);
    event.a = *bytes;
    return {event};
}

} // namespace poolscope::observe
