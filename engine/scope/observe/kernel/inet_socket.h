// SPDX-License-Identifier: Apache-2.0
#pragma once

// The two addresses of a TCP or UDP socket, from the tables in /proc/PID/net (proc_net_tcp in the kernel's documentation): of the network
// that the process lives in.

#include "engine/core/base/process_key.h"
#include "engine/core/telemetry/event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolscope::observe {

struct InetSocket {
    bool is_stream = true;         // TCP, else UDP
    std::string local, remote;     // "127.0.0.1:5432", "[::1]:80"; remote is empty when it has none, as of a listening one
    ObjectId reads = 0;            // the channel from the remote end, as whoever traces it names it; 0 without one
    bool operator==(const InetSocket &) const = default;
    std::string name() const;      // "TCP 127.0.0.1:5432", of the remote end if there is one
};

std::optional<InetSocket> inet_socket(ProcessKey process, std::uint64_t inode);
// The row of that inode in the text of one table.
std::optional<InetSocket> find_inet_socket(std::string_view table, std::uint64_t inode);

} // namespace poolscope::observe
