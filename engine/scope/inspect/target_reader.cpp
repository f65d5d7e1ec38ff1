// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/target_reader.h"

namespace poolscope::inspect {

std::string TargetReader::text(std::uint64_t address, std::size_t maximum) {
    std::string bytes(maximum, '\0');
    const auto count = source_.read_memory(process_, address, bytes.data(), bytes.size());
    bytes.resize(count ? *count : 0);
    bytes.resize(std::min(bytes.find('\0'), bytes.size()));
    return bytes;
}

} // namespace poolscope::inspect
