// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/framing.h"

#include <algorithm>
#include <fmt/format.h>

namespace poolscope {

namespace {

constexpr std::uint64_t longest_short_body = 0x7fffffff;

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

} // namespace

FrameHeader frame_header(std::uint64_t body_size) {
    FrameHeader header;
    const bool is_short = body_size <= longest_short_body;
    const std::uint32_t length = is_short ? static_cast<std::uint32_t>(body_size) : 0xffffffffu;
    for (int shift = 24; shift >= 0; shift -= 8)
        header.bytes[header.size++] = static_cast<char>(length >> shift);
    if (!is_short)
        for (int shift = 56; shift >= 0; shift -= 8)
            header.bytes[header.size++] = static_cast<char>(body_size >> shift);
    return header;
}

void append_frame(std::string &out, std::string_view body) {
    out += frame_header(body.size()).view();
    out += body;
}

Result<FrameLength> read_frame_length(std::string_view bytes, std::uint64_t maximum) {
    if (bytes.size() < 4)
        return FrameLength{};
    FrameLength length{4, big_endian(bytes.substr(0, 4))};
    if (length.body_size == 0xffffffffu) {
        if (bytes.size() < 12)
            return FrameLength{};
        length = {12, big_endian(bytes.substr(4, 8))};
    } else if (length.body_size > longest_short_body) {
        return failure(ErrorCode::malformed, "read a message",
                       fmt::format("of negative length ({}): the stream holds no messages, or has lost their border",
                                   static_cast<std::int32_t>(length.body_size)));
    }
    if (length.body_size > maximum)
        return failure(ErrorCode::too_large, "read a message",
                       fmt::format("of {} bytes, where at most {} are accepted", length.body_size, maximum));
    return length;
}

void FrameDecoder::feed(std::string_view bytes) {
    if (broken_)
        return;
    if (position_ == buffer_.size()) {
        buffer_.clear();
        position_ = 0;
    } else if (position_ > buffer_.size() / 2) {
        buffer_.erase(0, position_);
        position_ = 0;
    }
    buffer_ += bytes;
}

Result<std::optional<std::string_view>> FrameDecoder::next() {
    if (broken_)
        return tl::unexpected(*broken_);
    const std::string_view rest = std::string_view(buffer_).substr(position_);
    const auto length = read_frame_length(rest, maximum_);
    if (!length) {
        broken_ = length.error();
        return tl::unexpected(*broken_);
    }
    if (length->header_size == 0 || rest.size() - length->header_size < length->body_size)
        return std::nullopt;
    position_ += length->header_size + length->body_size;
    return rest.substr(length->header_size, length->body_size);
}

std::uint64_t FrameDecoder::missing() const {
    const std::string_view rest = std::string_view(buffer_).substr(position_);
    const auto length = read_frame_length(rest, maximum_);
    if (rest.empty() || !length)
        return 0;
    if (length->header_size == 0)
        return rest.size() < 4 ? 4 - rest.size() : 12 - rest.size();
    const std::uint64_t whole = length->header_size + length->body_size;
    return whole > rest.size() ? whole - rest.size() : 0;
}

std::string_view FrameDecoder::partial_body() const {
    const std::string_view rest = std::string_view(buffer_).substr(position_);
    const auto length = read_frame_length(rest, maximum_);
    if (!length || length->header_size == 0)
        return {};
    return rest.substr(length->header_size, length->body_size);
}

} // namespace poolscope
