// SPDX-License-Identifier: Apache-2.0
#pragma once

// CRC-32C (Castagnoli), the checksum of iSCSI and ext4.

#include <cstdint>
#include <string_view>

namespace poolscope::telemetry {

std::uint32_t crc32c(std::string_view bytes);

} // namespace poolscope::telemetry
