// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is behind a descriptor of another process, with the ids that the observer and the shim give it (kernel_object.h). Belongs
// to one thread; keeps what it learnt of Unix sockets.

#include "engine/core/base/process_key.h"
#include "engine/core/telemetry/event.h"

#include <sys/stat.h>
#include <unordered_map>

namespace poolscope::trace {

struct ChannelEnds {
    ObjectId reads = 0, writes = 0; // 0: no pipe and no connected socket
    ChannelKind kind = ChannelKind::unknown;
    std::uint64_t inode = 0;
    bool is_to_come = false; // connected, and not yet accepted by the other side: until then its peer has no number
};

class ChannelLookup {
public:
    ChannelLookup();
    ChannelEnds behind(ProcessKey process, int descriptor);

private:
    ChannelEnds socket(ProcessKey process, int descriptor, std::uint64_t inode);

    dev_t pipes_device_ = 0; // of the file system of unnamed pipes
    std::unordered_map<std::uint64_t, std::uint64_t> peers_;
};

} // namespace poolscope::trace
