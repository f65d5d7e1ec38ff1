// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is behind a descriptor: which channel it reads and which it writes, with the ids that the observer gives them
// (kernel_object.h). Asks the kernel, so it is done once a descriptor. System calls only; changes errno.

#include "engine/core/telemetry/event.h"

#include <cstdint>

namespace poolscope::shim {

struct ChannelIdentity {
    ObjectId key = 0;              // of what is behind the descriptor; 0: no pipe and no connected socket
    ObjectId reads = 0, writes = 0;
    ChannelKind kind = ChannelKind::unknown;
    std::uint64_t inode = 0;
    std::int64_t capacity = 0;     // bytes
    bool is_to_come = false;       // connected, and not yet accepted by the other side: until then its peer has no number
    ObjectId read_before = 0, written_before = 0; // what `reads` and `writes` of a connection are called until it is accepted
};

ChannelIdentity identify(int fd);

} // namespace poolscope::shim
