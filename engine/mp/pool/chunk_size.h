// SPDX-License-Identifier: Apache-2.0
#pragma once

// How many calls go into one task of a map, Python's chunksize. Where none is given: what the environment variable POOLSCOPE_CHUNK_SIZE says,
// by which one who runs the program can try another, else what makes four tasks a worker, as Python does.

#include <cstddef>

namespace poolscope {

std::size_t default_chunk_size(std::size_t calls, int workers);
// Throws what Python throws for one below 1.
[[noreturn]] void refuse_chunk_size(std::ptrdiff_t chunk_size);

} // namespace poolscope
