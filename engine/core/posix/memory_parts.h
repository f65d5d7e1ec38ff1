// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace poolscope::posix {

// What the kernel tells when it walks over all pages of a process.
struct MemoryParts {
    std::int64_t proportional = 0; // bytes, pages that are shared counted in parts
    std::int64_t unshared = 0;     // bytes, of pages that nobody else has
};

// The text of /proc/PID/smaps_rollup (proc(5)); nothing for a zombie and a kernel thread, which have no memory.
std::optional<MemoryParts> parse_memory_parts(std::string_view rollup);

// The calling process's; nothing when it is so large that the walk would hold it up for more than some milliseconds.
std::optional<MemoryParts> own_memory_parts();

} // namespace poolscope::posix
