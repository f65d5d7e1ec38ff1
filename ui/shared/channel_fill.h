// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What stands in a channel, against what it can hold.

#include "engine/scope/state/rows.h"

#include <algorithm>

namespace poolscope::ui {

// The capacity is one of bytes, not of items.
inline bool countsBytes(const state::ChannelRow &channel) {
    return channel.kind == ChannelKind::pipe || channel.kind == ChannelKind::duplex_pipe || channel.kind == ChannelKind::socket;
}

// A pipe holds no more than it can: the rest of a longer message is on its way, or will never come.
inline std::int64_t bytesHeld(const state::ChannelRow &channel) {
    return countsBytes(channel) && channel.capacity > 0 ? std::min(channel.depth_bytes, channel.capacity) : channel.depth_bytes;
}

} // namespace poolscope::ui
