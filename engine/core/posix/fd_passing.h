// SPDX-License-Identifier: Apache-2.0
#pragma once

// Packets with descriptors over a Unix socket (unix(7), SCM_RIGHTS). Sockets are SOCK_SEQPACKET: one packet, one call.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::posix {

constexpr std::size_t maximum_passed_fds = 253; // SCM_MAX_FD

struct Packet {
    std::string body;
    std::vector<UniqueFd> fds; // close-on-exec
    bool lost_descriptors = false; // some could not be opened here (RLIMIT_NOFILE): then none is given
};

// Sends one packet; the descriptors stay ours. A peer that is gone is end_of_file, a full socket buffer (only when the
// socket does not block) is full.
Status send_packet(int socket, std::string_view body, std::span<const int> fds);
// The next packet, or nothing when none waits. end_of_file when the peer is gone, too_large when it was cut at `maximum`.
Result<std::optional<Packet>> receive_packet(int socket, std::size_t maximum);

} // namespace poolscope::posix
