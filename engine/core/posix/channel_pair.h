// SPDX-License-Identifier: Apache-2.0
#pragma once

// Two connected descriptors, close-on-exec: a one-way pipe or a Unix socket pair.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

namespace poolscope::posix {

struct PipePair {
    UniqueFd read;
    UniqueFd write;
};
struct SocketPair {
    UniqueFd first;
    UniqueFd second;
};

Result<PipePair> make_pipe();
// SOCK_STREAM keeps no borders, SOCK_SEQPACKET does.
Result<SocketPair> make_socket_pair(int type);
Status set_blocking(int fd, bool blocking);
// Writes all of it to a blocking descriptor; EINTR restarted. The caller keeps SIGPIPE away.
Status write_all(int fd, const void *data, std::size_t size);

} // namespace poolscope::posix
