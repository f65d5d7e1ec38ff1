// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/clock.h"

#include <algorithm>
#include <climits>

namespace poolscope {

Deadline Deadline::after(Seconds timeout) {
    constexpr double longest = 100.0 * 365 * 24 * 3600; // beyond this, nanoseconds would overflow
    if (!(timeout.count() < longest))
        return never();
    const double seconds = std::max(timeout.count(), 0.0);
    return Deadline(monotonic_ns() + static_cast<std::int64_t>(seconds * 1e9));
}

Deadline Deadline::earliest(std::initializer_list<Deadline> deadlines) {
    Deadline first = never();
    for (const Deadline &deadline : deadlines)
        first.at_ns_ = std::min(first.at_ns_, deadline.at_ns_);
    return first;
}

int Deadline::poll_milliseconds() const {
    if (is_never())
        return -1;
    const std::int64_t milliseconds = (left().count() + 999'999) / 1'000'000;
    return static_cast<int>(std::min<std::int64_t>(milliseconds, INT_MAX));
}

timespec Deadline::absolute() const {
    return {static_cast<time_t>(at_ns_ / 1'000'000'000), static_cast<long>(at_ns_ % 1'000'000'000)};
}

Nanoseconds Deadline::left() const {
    if (is_never())
        return Nanoseconds::max();
    return Nanoseconds(std::max<std::int64_t>(at_ns_ - monotonic_ns(), 0));
}

} // namespace poolscope
