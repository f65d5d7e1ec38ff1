// SPDX-License-Identifier: Apache-2.0
#pragma once

// The Unix sockets of this network namespace with their peers and how much waits in them (sock_diag(7)): nobody needs a
// right for this.

#include "engine/core/base/error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace poolscope::observe {

struct UnixSocket {
    std::uint64_t inode = 0;
    std::uint64_t peer = 0;    // inode of the connected one, 0 if none
    int type = 0;              // SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET
    bool is_listening = false;
    std::uint32_t waiting = 0; // bytes to be read; connections to be accepted by a listener
    std::string name;          // a path; "@name" for an abstract one; empty for none
};

Result<std::vector<UnixSocket>> read_unix_sockets();

} // namespace poolscope::observe
