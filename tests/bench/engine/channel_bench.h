// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the sections of pipes and queues share: sizes as their peers name them, the clock, and as many rounds as give a
// median without taking long.

#include "engine/core/base/clock.h"

#include <algorithm>
#include <string>
#include <vector>

namespace poolscope::bench {

inline std::string human(std::size_t bytes) {
    return bytes >= 1 << 20 ? std::to_string(bytes >> 20) + "MiB" : bytes >= 1024 ? std::to_string(bytes >> 10) + "KiB" : std::to_string(bytes) + "B";
}

inline double seconds_since(std::int64_t began_ns) {
    return static_cast<double>(monotonic_ns() - began_ns) / 1e9;
}

} // namespace poolscope::bench
