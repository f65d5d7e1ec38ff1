// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looks at the bytes that wait in a pipe or Unix socket of another process, and leaves them there: tee(2) for pipes,
// MSG_PEEK for sockets. To do so an end of it is ours for a moment, and only for that: while we are a reader, a writer cannot
// learn that its readers are gone. Belongs to one thread.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/posix/channel_pair.h"

#include <cstdint>
#include <string>

namespace poolscope::observe {

struct PipeFill {
    std::int64_t bytes = 0;
    std::int64_t capacity = 0; // of a socket: of its receive buffer
    bool operator==(const PipeFill &) const = default;
};

struct Peeked {
    std::string bytes;      // the oldest first
    bool is_whole = true;   // false: more waits than was asked for, or a socket keeps borders and shows its first packet only
    PipeFill fill;
    Nanoseconds held{0};    // how long an end was ours
};

class Peeker {
public:
    // How much waits in the descriptor of that process. permission for other users' processes, unsupported when it is
    // neither a pipe nor a Unix socket.
    Result<PipeFill> fill(ProcessKey process, int descriptor);
    Result<Peeked> peek(ProcessKey process, int descriptor, std::size_t maximum = most);
    // The same where the process's folder in /proc is open already.
    Result<PipeFill> fill(int folder, ProcessKey process, int descriptor);
    Result<Peeked> peek(int folder, ProcessKey process, int descriptor, std::size_t maximum = most);

private:
    static constexpr std::size_t most = std::size_t{1} << 20;

    Result<Peeked> peek_pipe(int folder, int descriptor, std::size_t maximum);
    Result<Peeked> peek_socket(ProcessKey process, int descriptor, std::size_t maximum);

    posix::PipePair copy_; // kept between calls, always empty then
    std::int64_t copy_capacity_ = 0;
};

} // namespace poolscope::observe
