// SPDX-License-Identifier: Apache-2.0
#pragma once

// The time of day, which jumps when somebody sets it: told once for a run, so that its events can be placed in the day.

#include <cstdint>
#include <ctime>

namespace poolscope {

// Nanoseconds since 1970 (CLOCK_REALTIME).
inline std::int64_t wall_clock_ns() {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

} // namespace poolscope
