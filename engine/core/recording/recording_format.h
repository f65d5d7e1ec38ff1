// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the writer and the reader of recordings share; the layout is described in recording.h.

#include "engine/core/recording/crc32c.h"
#include "engine/core/recording/recording.h"

#include <bit>
#include <cstring>

namespace poolscope::telemetry {

static_assert(std::endian::native == std::endian::little, "recordings are written as the machine has them in memory");

constexpr std::string_view file_magic{"\x89PSREC\r\n", 8};
constexpr std::string_view end_magic{"PSREC.\r\n", 8};
constexpr std::size_t file_header_size = 32;
constexpr std::size_t trailer_size = 16;
constexpr std::size_t largest_body = 64 * 1024 * 1024;

template <class T> std::string_view as_bytes(const T &value) {
    static_assert(std::is_trivially_copyable_v<T>);
    return {reinterpret_cast<const char *>(&value), sizeof value};
}
template <class T> T from_bytes(std::string_view bytes, std::size_t offset = 0) {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

inline std::uint32_t header_crc(const BlockHeader &header) {
    return crc32c(as_bytes(header).substr(0, sizeof header - sizeof header.header_crc));
}

} // namespace poolscope::telemetry
