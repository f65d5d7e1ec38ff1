// SPDX-License-Identifier: Apache-2.0
#pragma once

// Descriptors between processes, one at a time (Python: multiprocessing.reduction and what multiprocessing.util has for it).

#include "engine/core/base/unique_fd.h"
#include "engine/mp/channel/connection.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace poolscope {

// Sends a copy of the descriptor over a duplex connection. The other side takes it with recv_handle before anything else.
// In strict mode waits for an acknowledgement, as Python since 3.14; Linux needs none, and a peer that is stuck or killed
// would hold the sender. OSError for a one-way pipe.
void send_handle(Connection &connection, int handle, pid_t destination_pid);
// EOFError when the peer is gone, RuntimeError when what comes holds no descriptor.
UniqueFd recv_handle(Connection &connection);

// Starts a program with 0, 1, 2 and exactly these descriptors, under their own numbers. The pid is the caller's to wait for.
pid_t spawnv_passfds(const std::string &path, const std::vector<std::string> &arguments, const std::vector<int> &passed);
void close_fds(const std::vector<int> &descriptors);
// Also 0, 1 and 2.
void close_all_fds_except(const std::vector<int> &descriptors);

} // namespace poolscope
