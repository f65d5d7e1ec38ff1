// SPDX-License-Identifier: Apache-2.0
#pragma once

// Follows one direction of one stream as one process reads or writes it, call by call, and tells which messages of
// multiprocessing's framing (framing.h) go by: whoever watches system calls sees a message as one write and two reads. Streams
// that hold no such frames are told as what they are: every call moves a piece of its own. Keeps no bytes but a header's, does
// not allocate, and may be used in a signal handler.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <sys/uio.h>

namespace poolscope {

// The bytes that a call moves, in the pieces of its iovec.
struct Pieces {
    const iovec *first = nullptr;
    std::size_t count = 0;

    // Zeros where there are no more bytes.
    void copy(std::size_t offset, void *into, std::size_t size) const;
};

struct PassingMessage {
    bool is_framed = false;      // false: a piece of a stream without frames
    bool is_cut = false;         // `preview` is only the beginning
    std::uint64_t size = 0;      // of the body
    std::int64_t number = 0;     // the same for the same body, however it travels; 0 for a piece
    const char *preview = nullptr;
    std::size_t preview_size = 0;
    bool is_torn = false; // no message: where a length should be stand bytes that are none, so that the borders are lost; `size` is what they say
};

constexpr std::size_t preview_limit = 448;
// Nobody sends a message as long, and four characters of text are a greater number.
constexpr std::uint64_t shortest_absurd_body = 0x2000'0000;

// How much of these bytes may be kept: a key that proves who one is must not stand in a recording, so of what multiprocessing
// tells a new process all behind the key's name is left out.
std::size_t size_without_key(const char *bytes, std::size_t size);

// Where a call leaves the stream. A plain value: a call that failed is undone by putting the old one back.
class FrameTracker {
public:
    // A call that asked to write `asked` bytes and wrote `moved` of them (before it is known: all). `told` gets each message
    // that begins in them.
    template <class Told> void write(Pieces pieces, std::size_t asked, std::size_t moved, Told told);
    // A call that asked for `asked` bytes and got `moved`. `told` gets each message that ends in them; its beginning is kept in
    // `beginning` between the calls.
    template <class Told>
    void read(Pieces pieces, std::size_t asked, std::size_t moved, char (&beginning)[preview_limit], Told told);

    // Of a write that was told as whole and then moved only a part: `taken_back` gets what has not begun after all, `told` what
    // is now of another size. Gives where the stream stands; this is where it stood before the call.
    template <class TakenBack, class Told>
    FrameTracker after_short_write(Pieces pieces, std::size_t asked, std::size_t moved, TakenBack taken_back, Told told) const;

    // A message has begun and not ended.
    bool is_within_message() const { return header_size_ != 0 || state_ == State::doubtful; }

private:
    enum class State : std::uint8_t {
        unknown,  // nothing seen yet, or no frames seen
        doubtful, // four bytes that may be a header, alone
        framed,
    };

    // What a call moved, and room for the beginning of it.
    struct Moved {
        Pieces pieces;
        std::size_t size;
        char (&beginning)[preview_limit];
    };
    // False when the call goes on with no frame and begins none: then it is told as a piece.
    template <class Told> bool goes_on_or_begins(Moved moved, std::size_t asked, std::size_t visible, bool may_be_header, Told &told);
    // Takes what has come of a header. False when nothing more can be told of the call.
    template <class Told> bool passes_header(Moved moved, std::size_t &offset, Told &told);
    template <class Told> bool resolve_doubt(std::size_t asked, Told &told);
    bool is_body_of_header(std::size_t asked) const;
    bool begins_frame(Pieces pieces, std::size_t visible, bool may_be_header) const;
    // What stands where a length should, once frames are known and if it can be none; 0 otherwise.
    std::uint64_t absurd_length(Pieces pieces, std::size_t visible) const;
    static bool is_absurd(std::uint32_t length) { return length >= shortest_absurd_body && length != 0xffff'ffff; }
    std::size_t take_header(Pieces pieces, std::size_t offset, std::size_t moved);
    std::size_t take_body(std::size_t available);
    static PassingMessage piece(Pieces pieces, std::size_t offset, std::size_t moved, char (&beginning)[preview_limit]);
    static std::int64_t number_of(const char *body, std::size_t known, std::uint64_t size);

    State state_ = State::unknown;
    std::uint8_t header_size_ = 0; // bytes of it that have come; 4 from its end to the end of the body
    bool has_begun_ = false;       // of the body some has come
    unsigned char header_[4] = {};
    std::uint32_t size_ = 0;       // of the body
    std::uint32_t left_ = 0;       // of it to come
};

template <class Told> bool FrameTracker::resolve_doubt(std::size_t asked, Told &told) {
    if (is_body_of_header(asked)) {
        state_ = State::framed;
        header_size_ = 4;
        return true;
    }
    char bytes[4];
    std::memcpy(bytes, header_, sizeof bytes);
    state_ = State::unknown;
    told(PassingMessage{false, false, sizeof bytes, 0, bytes, sizeof bytes});
    return false;
}

template <class Told> bool FrameTracker::goes_on_or_begins(Moved moved, std::size_t asked, std::size_t visible, bool may_be_header, Told &told) {
    const bool goes_on = header_size_ != 0 || (state_ == State::doubtful && resolve_doubt(asked, told));
    if (goes_on || begins_frame(moved.pieces, visible, may_be_header))
        return true;
    if (const std::uint64_t length = absurd_length(moved.pieces, moved.size); length != 0)
        told(PassingMessage{.size = length, .is_torn = true});
    state_ = State::unknown;
    told(piece(moved.pieces, 0, moved.size, moved.beginning));
    return false;
}

template <class Told> bool FrameTracker::passes_header(Moved moved, std::size_t &offset, Told &told) {
    const bool knew_frames = state_ == State::framed;
    offset += take_header(moved.pieces, offset, moved.size);
    if (state_ != State::unknown)
        return state_ != State::doubtful;
    if (knew_frames && is_absurd(size_))
        told(PassingMessage{.size = size_, .is_torn = true});
    told(piece(moved.pieces, offset, moved.size - offset, moved.beginning));
    return false;
}

template <class Told> void FrameTracker::write(Pieces pieces, std::size_t asked, std::size_t moved, Told told) {
    char beginning[preview_limit];
    if (moved == 0)
        return;
    if (!goes_on_or_begins({pieces, moved, beginning}, asked, asked, true, told))
        return;
    for (std::size_t offset = 0; offset < moved || (header_size_ == 4 && left_ == 0);) {
        if (header_size_ < 4) {
            if (!passes_header({pieces, moved, beginning}, offset, told))
                return;
            continue;
        }
        if (!has_begun_) {
            has_begun_ = true;
            const std::size_t known = std::min({std::size_t{size_}, asked - offset, preview_limit});
            pieces.copy(offset, beginning, known);
            told(PassingMessage{true, known < size_, size_, number_of(beginning, known, size_), beginning, known});
        }
        offset += take_body(moved - offset);
    }
}

template <class Told>
void FrameTracker::read(Pieces pieces, std::size_t asked, std::size_t moved, char (&beginning)[preview_limit], Told told) {
    if (moved == 0)
        return;
    if (!goes_on_or_begins({pieces, moved, beginning}, asked, moved, asked == 4, told))
        return;
    for (std::size_t offset = 0; offset < moved || (header_size_ == 4 && left_ == 0);) {
        if (header_size_ < 4) {
            if (!passes_header({pieces, moved, beginning}, offset, told))
                return;
            continue;
        }
        const std::size_t come = size_ - left_, part = take_body(moved - offset);
        if (come < preview_limit)
            pieces.copy(offset, beginning + come, std::min(part, preview_limit - come));
        offset += part;
        if (left_ == 0) {
            const std::size_t known = std::min<std::size_t>(size_, preview_limit);
            told(PassingMessage{true, known < size_, size_, number_of(beginning, known, size_), beginning, known});
        }
    }
}

template <class TakenBack, class Told>
FrameTracker FrameTracker::after_short_write(Pieces pieces, std::size_t asked, std::size_t moved, TakenBack taken_back, Told told) const {
    std::size_t begun = 0, seen = 0;
    FrameTracker part = *this, whole = *this;
    part.write(pieces, asked, moved, [&](const PassingMessage &message) { begun += message.is_framed; });
    whole.write(pieces, asked, asked, [&](const PassingMessage &message) {
        if (!message.is_torn && (!message.is_framed || ++seen > begun))
            taken_back(message);
    });
    part = *this;
    part.write(pieces, asked, moved, [&](const PassingMessage &message) {
        if (!message.is_framed && !message.is_torn)
            told(message);
    });
    return part;
}

} // namespace poolscope
