// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/frame_tracker.h"

namespace poolscope {

namespace {

// Above this a length is taken for text: its first byte would be 8, and no text begins with a smaller one than a tabulator's 9.
constexpr std::uint32_t longest_body = 0x07ffffff;
// How much of a body goes into its number: beyond, equal sizes must do.
constexpr std::size_t numbered_bytes = 128;

std::uint32_t length_in(const unsigned char (&bytes)[4]) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

} // namespace

void Pieces::copy(std::size_t offset, void *into, std::size_t size) const {
    auto *out = static_cast<char *>(into);
    for (std::size_t index = 0; index < count && size != 0; ++index) {
        const iovec &one = first[index];
        if (offset >= one.iov_len) {
            offset -= one.iov_len;
            continue;
        }
        const std::size_t part = std::min(size, one.iov_len - offset);
        std::memcpy(out, static_cast<const char *>(one.iov_base) + offset, part);
        out += part;
        size -= part;
        offset = 0;
    }
    std::memset(out, 0, size);
}

std::size_t size_without_key(const char *bytes, std::size_t size) {
    constexpr char name[] = "AuthenticationString";
    if (size < sizeof name)
        return size;
    const void *found = ::memmem(bytes, size, name, sizeof name - 1);
    return found == nullptr ? size : static_cast<std::size_t>(static_cast<const char *>(found) - bytes) + sizeof name - 1;
}

// In a stream of which frames are known, a possible length is enough. Otherwise the frames must fill the call to its last byte.
bool FrameTracker::begins_frame(Pieces pieces, std::size_t visible, bool may_be_header) const {
    if (visible < 4)
        return state_ == State::framed;
    unsigned char bytes[4];
    for (std::uint64_t offset = 0; offset + 4 <= visible;) {
        pieces.copy(offset, bytes, sizeof bytes);
        const std::uint64_t length = length_in(bytes);
        if (length > longest_body || (length == 0 && state_ != State::framed))
            return false;
        if (state_ == State::framed || (visible == 4 && may_be_header))
            return true;
        offset += 4 + length;
        if (offset == visible)
            return true;
    }
    return false;
}

std::uint64_t FrameTracker::absurd_length(Pieces pieces, std::size_t visible) const {
    unsigned char bytes[4];
    if (state_ != State::framed || visible < sizeof bytes)
        return 0;
    pieces.copy(0, bytes, sizeof bytes);
    return is_absurd(length_in(bytes)) ? length_in(bytes) : 0;
}

// Four bytes alone were a header when the next call is for the body that they announce, or for a large part of it.
bool FrameTracker::is_body_of_header(std::size_t asked) const {
    const std::uint32_t length = length_in(header_);
    return asked == length || (asked < length && asked >= 4096);
}

std::size_t FrameTracker::take_header(Pieces pieces, std::size_t offset, std::size_t moved) {
    const std::size_t part = std::min<std::size_t>(4u - header_size_, moved - offset);
    pieces.copy(offset, header_ + header_size_, part);
    header_size_ = static_cast<std::uint8_t>(header_size_ + part);
    if (header_size_ < 4)
        return part;
    size_ = left_ = length_in(header_);
    has_begun_ = false;
    if (size_ > longest_body) { // the border is lost: all that came is a piece
        state_ = State::unknown;
        header_size_ = 0;
        return 0;
    }
    if (state_ == State::unknown && moved == 4) {
        state_ = State::doubtful;
        header_size_ = 0;
    } else {
        state_ = State::framed;
    }
    return part;
}

// At the end of the body the next header begins.
std::size_t FrameTracker::take_body(std::size_t available) {
    const std::size_t part = std::min<std::size_t>(left_, available);
    left_ -= static_cast<std::uint32_t>(part);
    if (left_ == 0)
        header_size_ = 0;
    return part;
}

PassingMessage FrameTracker::piece(Pieces pieces, std::size_t offset, std::size_t moved, char (&beginning)[preview_limit]) {
    const std::size_t known = std::min(moved, preview_limit);
    pieces.copy(offset, beginning, known);
    return {false, known < moved, moved, 0, beginning, known};
}

std::int64_t FrameTracker::number_of(const char *body, std::size_t known, std::uint64_t size) {
    known = std::min(known, numbered_bytes);
    std::uint64_t number = size * 0x9e3779b97f4a7c15;
    for (std::size_t offset = 0; offset < known; offset += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, body + offset, std::min<std::size_t>(8, known - offset));
        number = (number ^ word) * 0x94d049bb133111eb;
        number ^= number >> 29;
    }
    return static_cast<std::int64_t>(number >> 1 | 1);
}

} // namespace poolscope
