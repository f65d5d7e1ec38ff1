// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the watched program says of itself, through resources/python/sitecustomize.py: it writes a line to a descriptor that no
// process can have, which fails where no shim stands in between.
//     asked PID NS    it asked for this child at this time of CLOCK_MONOTONIC
//     ready NAME      it is a child, which the program calls so, and its own code begins now
// Told as the two halves of process_ready, see FirstInstructions.

#include <cstddef>
#include <sys/types.h>

namespace poolscope::shim {

constexpr int told_descriptor = -0x706f6f6c; // "pool"

// As write(2) would give it.
ssize_t take_telling(const void *bytes, std::size_t size);

} // namespace poolscope::shim
