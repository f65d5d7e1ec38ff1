// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A line of what a probe saw, out at once: others may write to the same place, and the probe may be killed.

#include <cstdio>
#include <fmt/format.h>
#include <string_view>

inline void say(std::string_view line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}
