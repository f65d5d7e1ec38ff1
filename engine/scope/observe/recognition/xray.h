// SPDX-License-Identifier: Apache-2.0
#pragma once

// What waits in a channel of a running program at this moment, as messages: looked at where one of its processes holds an end,
// and left there.

#include "engine/scope/observe/recognition/recognition.h"
#include "engine/scope/observe/recognition/waiting_messages.h"

#include <span>
#include <vector>

namespace poolscope::observe {

// An end through which a channel can be looked into.
struct ChannelPlace {
    ProcessKey process;
    int descriptor = -1;
};

// Of a pipe every end of the tree, readers first; of a socket those that read. Empty when the channel has no pipe or socket.
std::vector<ChannelPlace> places_of(const Snapshot &snapshot, const RecognisedChannel &channel);
// What its kind says of its bytes.
ChannelHint hint_for(const RecognisedChannel &channel);

struct Xray {
    ChannelPlace place; // where it was looked at
    PipeFill fill;
    bool is_whole = true;     // false: more waits than could be seen
    Nanoseconds held{0};      // how long an end was ours
    WaitingMessages waiting;
};

// Tries the places in turn. not_found when none of them is there any more, otherwise what the first one refused.
Result<Xray> look_through(ProcessSource &source, std::span<const ChannelPlace> places, ChannelHint hint, const MessageLimits &limits = {});

} // namespace poolscope::observe
