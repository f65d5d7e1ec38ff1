// SPDX-License-Identifier: Apache-2.0
#pragma once

// Messages on a byte stream as multiprocessing.connection has them: int32 length, big-endian, then the body; above
// 2^31-1 the length is -1 and a uint64 follows. No descriptor is touched here: whoever reads or writes one brings the
// bytes.

#include "engine/core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolscope {

constexpr std::size_t default_maximum_message = std::size_t{1} << 30;

struct FrameHeader {
    char bytes[12];
    std::size_t size = 0; // 4, or 12
    std::string_view view() const { return {bytes, size}; }
};
FrameHeader frame_header(std::uint64_t body_size);
void append_frame(std::string &out, std::string_view body);

// What the first bytes of a frame say.
struct FrameLength {
    std::size_t header_size = 0; // bytes to take: 0 when `bytes` holds too few to tell
    std::uint64_t body_size = 0;
};
// Malformed for a negative length other than -1, too_large above the maximum. After either the stream has lost its
// border.
Result<FrameLength> read_frame_length(std::string_view bytes, std::uint64_t maximum = default_maximum_message);

// Cuts a stream into messages. After an error every further call gives that error again.
class FrameDecoder {
public:
    explicit FrameDecoder(std::uint64_t maximum = default_maximum_message) : maximum_(maximum) {}

    void feed(std::string_view bytes);
    // The next whole message, valid until the next feed(); nothing when more bytes are needed.
    Result<std::optional<std::string_view>> next();

    // Bytes that have come of a message that is not whole: when the stream ends with some, it was cut.
    std::size_t pending() const { return buffer_.size() - position_; }
    bool has_partial() const { return pending() > 0; }
    // Bytes that the partial message still lacks, as far as is known: at least 1 when there is one.
    std::uint64_t missing() const;
    // The bytes of the partial message's body that have come, for showing what a dead writer left behind.
    std::string_view partial_body() const;

private:
    std::uint64_t maximum_;
    std::string buffer_;
    std::size_t position_ = 0;
    std::optional<Error> broken_;
};

} // namespace poolscope
