// SPDX-License-Identifier: Apache-2.0
#pragma once

// The bytes that wait in a pipe or socket, cut into the messages that they are: frames of multiprocessing, pickles one after
// the other, lines of text, or one piece where nothing is known of the borders. What is cut off at either end is shown as such.
// Keys are masked.

#include "engine/core/base/error.h"
#include "engine/scope/observe/kernel/peek.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::observe {

enum class Framing : std::uint8_t {
    nothing, // no bytes wait
    frames,  // length and body, as multiprocessing.connection sends
    pickles, // without a length, as spawn and forkserver prepare a new process
    lines,   // as a resource tracker reads
    raw,     // no borders that could be told
};
std::string_view to_string(Framing framing);

enum class MessagePart : std::uint8_t {
    whole,
    beginning, // its end has not been written, or is beyond what was looked at
    rest,      // its beginning was read already
};
std::string_view to_string(MessagePart part);

struct WaitingMessage {
    std::string bytes;      // its first ones, without the length of a frame
    std::uint64_t size = 0; // of the whole body; of a rest, and of a beginning of unknown length: of what waits
    MessagePart part = MessagePart::whole;
    bool operator==(const WaitingMessage &) const = default;
};

struct WaitingMessages {
    Framing framing = Framing::nothing;
    std::vector<WaitingMessage> messages; // the oldest first
    std::uint64_t left_out = 0;           // whole ones beyond `most_messages`
};

struct MessageLimits {
    std::size_t most_messages = 200;
    std::size_t bytes_a_message = 16 * 1024;
};

// What is known of a channel before its bytes are seen.
enum class ChannelHint : std::uint8_t { none, framed };

// `has_more`: these are not all bytes that wait.
WaitingMessages cut_messages(std::string_view bytes, bool has_more, ChannelHint hint = ChannelHint::none, const MessageLimits &limits = {});

} // namespace poolscope::observe
