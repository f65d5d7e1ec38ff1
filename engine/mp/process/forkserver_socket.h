// SPDX-License-Identifier: Apache-2.0
#pragma once

// The way to a forkserver: its address in the file system, the connection, and the proof of both sides that they know the
// program's key.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"

#include <string>
#include <string_view>
#include <sys/un.h>

namespace poolscope::forkserver {

Result<sockaddr_un> socket_address(const std::string &path);
// Not blocking. timed_out when too many wait already.
Result<UniqueFd> connect_to(const std::string &path);
// Whether that failed because nobody listens there.
bool is_gone(const Error &of_connect);
// The server challenges first. end_of_file when it goes meanwhile, timed_out when it says nothing, EMFILE when it is full.
Status authenticate(int socket, ProcessKey server, std::string_view key, Deadline deadline);
// Locked until it is closed, by one process of this program; not inherited by a child that another thread forks meanwhile.
Result<UniqueFd> take_turn(const std::string &path);

} // namespace poolscope::forkserver
