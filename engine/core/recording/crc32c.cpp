// SPDX-License-Identifier: Apache-2.0
#include "engine/core/recording/crc32c.h"

#include <array>
#include <cstring>

namespace poolscope::telemetry {

namespace {

// Eight tables, so that eight bytes are taken at a time.
constexpr auto tables = [] {
    std::array<std::array<std::uint32_t, 256>, 8> all{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = value >> 1 ^ (value & 1 ? 0x82f63b78u : 0);
        all[0][byte] = value;
    }
    for (std::size_t table = 1; table < 8; ++table)
        for (std::uint32_t byte = 0; byte < 256; ++byte)
            all[table][byte] = all[table - 1][byte] >> 8 ^ all[0][all[table - 1][byte] & 0xff];
    return all;
}();

} // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t crc = 0xffffffffu;
    const char *at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t eight;
        std::memcpy(&eight, at, 8);
        eight ^= crc;
        crc = 0;
        for (std::size_t byte = 0; byte < 8; ++byte)
            crc ^= tables[7 - byte][eight >> 8 * byte & 0xff];
    }
    for (; left > 0; ++at, --left)
        crc = crc >> 8 ^ tables[0][(crc ^ static_cast<std::uint8_t>(*at)) & 0xff];
    return ~crc;
}

} // namespace poolscope::telemetry
