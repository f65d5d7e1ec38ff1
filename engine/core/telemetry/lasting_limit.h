// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whoever waits with a time limit below this means to ask again, and gets out of a ring that way; from it on it is a wait.

#include <cstdint>

namespace poolscope::telemetry {

constexpr std::int64_t shortest_lasting_limit_ns = 500'000'000;

} // namespace poolscope::telemetry
