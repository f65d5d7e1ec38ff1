// SPDX-License-Identifier: Apache-2.0
#pragma once

// Bytes under zstd, as recordings and long lists keep them.

#include <optional>
#include <string>
#include <string_view>

namespace poolscope::telemetry {

// `level` as zstd counts it: 1 is fastest.
void zstd_pack(std::string_view bytes, int level, std::string &packed);
// Nothing when that is not what was packed, or was of another size.
std::optional<std::string> zstd_unpack(std::string_view packed, std::size_t size);

} // namespace poolscope::telemetry
