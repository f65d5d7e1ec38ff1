// SPDX-License-Identifier: Apache-2.0
#pragma once

// How many calls go into one task of a map that gives no chunk size: what the environment variable POOLSCOPE_CHUNK_SIZE says,
// by which one who runs the program can try another, else what makes four tasks a worker, as Python does.

#include <cstddef>

namespace poolscope {

std::size_t usual_chunk(std::size_t calls, int workers);

} // namespace poolscope
