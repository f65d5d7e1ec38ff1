// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/pool/chunk_size.h"

#include "engine/core/base/exception.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>

namespace poolscope {

std::size_t default_chunk_size(std::size_t calls, int workers) {
    if (const char *wanted = std::getenv("POOLSCOPE_CHUNK_SIZE")) {
        const std::string_view text = wanted;
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
        if (error == std::errc() && end == text.data() + text.size() && size > 0)
            return size;
    }
    const std::size_t tasks = 4 * static_cast<std::size_t>(workers);
    return std::max<std::size_t>(1, (calls + tasks - 1) / tasks);
}

void refuse_chunk_size(std::ptrdiff_t chunk_size) {
    raise(Error{ErrorCode::invalid_argument, 0, "map", "Chunksize must be 1+, not " + std::to_string(chunk_size)});
}

} // namespace poolscope
