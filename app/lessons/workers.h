// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The number of workers that a lesson was asked to run with, else its own.

#include <cstdlib>

inline int workers(int by_default) {
    const char *wanted = std::getenv("POOLSCOPE_WORKERS");
    return wanted != nullptr ? std::atoi(wanted) : by_default;
}
