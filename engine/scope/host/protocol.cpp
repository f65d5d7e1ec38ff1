// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/host/protocol.h"

#include <fmt/format.h>

namespace poolscope::host {

namespace {

constexpr std::size_t header_size = 5;
constexpr std::size_t compaction_threshold = 256 * 1024;

std::uint32_t little_endian_32(const char *bytes) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

bool is_known(std::uint8_t type) {
    switch (static_cast<FrameType>(type)) {
    case FrameType::hello:
    case FrameType::events:
    case FrameType::result:
    case FrameType::bye:
    case FrameType::command: return true;
    }
    return false;
}

} // namespace

std::string encode_frame(FrameType type, std::string_view body) {
    const auto length = static_cast<std::uint32_t>(body.size() + 1);
    std::string frame;
    frame.reserve(header_size + body.size());
    for (int shift = 0; shift < 32; shift += 8)
        frame.push_back(static_cast<char>(length >> shift));
    frame.push_back(static_cast<char>(type));
    frame.append(body);
    return frame;
}

void FrameReader::feed(std::string_view bytes) {
    if (position_ == buffer_.size()) {
        buffer_.clear();
        position_ = 0;
    } else if (position_ >= compaction_threshold) {
        buffer_.erase(0, position_);
        position_ = 0;
    }
    buffer_.append(bytes);
}

Result<std::optional<Frame>> FrameReader::next() {
    // A bad header is never consumed, so that every later call meets it again and stays in error.
    const std::size_t available = buffer_.size() - position_;
    if (available < 4)
        return std::nullopt;
    const std::uint32_t length = little_endian_32(buffer_.data() + position_);
    if (length == 0)
        return failure(ErrorCode::malformed, "read frame", "a frame of length 0");
    if (length > maximum_frame)
        return failure(ErrorCode::too_large, "read frame",
                       fmt::format("a frame of {} bytes; at most {} are allowed", length, maximum_frame));
    if (available < header_size)
        return std::nullopt;
    const auto type = static_cast<std::uint8_t>(buffer_[position_ + 4]);
    if (!is_known(type))
        return failure(ErrorCode::malformed, "read frame", fmt::format("unknown frame type {}", type));
    if (available < 4 + std::size_t{length})
        return std::nullopt;
    Frame frame{static_cast<FrameType>(type), buffer_.substr(position_ + header_size, length - 1)};
    position_ += 4 + std::size_t{length};
    return frame;
}

} // namespace poolscope::host
