// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the host and its client say to each other over stdin and stdout: frames of "length, type, body". Events travel in
// the binary form of event_codec.h, everything else as JSON, so that a person can read a session with a hex viewer and
// a remote host is `ssh machine poolscope-cli host`. A recording holds the same event bodies.
//
// client → host   command   {"id": 1, "command": "launch", …}          see command.h
// host → client   hello     {"version": 1, "pid": …, "start_ticks": …, "poolscope": "0.1.0"}    always first
//                 events    one batch (event_codec.h)
//                 result    {"id": 1, "ok": {…}} or {"id": 1, "error": {"code": "not found", "os_error": 0, "operation": …, "detail": …}}
//                 bye       {"reason": …}   always last; a stream that ends without it means that the host died

#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::host {

constexpr int protocol_version = 1;
constexpr std::size_t maximum_frame = 16 * 1024 * 1024;

enum class FrameType : std::uint8_t { hello = 1, events = 2, result = 3, bye = 4, command = 16 };

struct Frame {
    FrameType type = FrameType::hello;
    std::string body;
};

// u32 little-endian length of what follows, u8 type, body.
std::string encode_frame(FrameType type, std::string_view body);

// Cuts a byte stream into frames. After an error it stays in error: the stream has lost its border.
class FrameReader {
public:
    void feed(std::string_view bytes);
    // The next whole frame; nothing when more bytes are needed; an error for a length or type that cannot be.
    Result<std::optional<Frame>> next();
    // Bytes of a frame that has begun and not ended; at end of file this says that the stream was cut.
    std::size_t pending() const { return buffer_.size() - position_; }

private:
    std::string buffer_;
    std::size_t position_ = 0;
};

} // namespace poolscope::host
