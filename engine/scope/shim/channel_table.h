// SPDX-License-Identifier: Apache-2.0
#pragma once

// The pipes and sockets that this process has used, found by descriptor. A descriptor is asked about once and forgotten when
// it is closed; a channel's state belongs to this process alone and begins anew after a fork. No allocation.

#include "engine/core/wire/frame_tracker.h"
#include "engine/scope/shim/channel_identity.h"

#include <atomic>

namespace poolscope::shim {

struct Channel {
    std::atomic<std::uint32_t> lock{0}; // the generation that holds it; held for the telling only, never over a call
    std::uint32_t generation = 0;
    ChannelIdentity identity;
    bool is_reading_told = false, is_writing_told = false;
    FrameTracker reader, writer;
    char beginning[preview_limit]; // of the message that is being read
};

// The key of what is behind the descriptor; 0 when it is no channel.
ObjectId channel_behind(int fd);
// Asked about and not known for good: the other side of a connection has not accepted it.
bool is_channel_to_come(int fd);
// To be called before and after a descriptor is closed or replaced: in between another thread may ask about it.
void forget_descriptor(int fd);
void forget_descriptors(unsigned first, unsigned last);

// Exclusive use of a channel for as long as the value lives. Empty when there is no room for it or it cannot be had.
class LockedChannel {
public:
    LockedChannel(int fd, ObjectId key);
    ~LockedChannel();
    LockedChannel(const LockedChannel &) = delete;
    LockedChannel &operator=(const LockedChannel &) = delete;
    explicit operator bool() const { return channel_ != nullptr; }
    Channel *operator->() const { return channel_; }

private:
    Channel *channel_ = nullptr;
};

} // namespace poolscope::shim
