// SPDX-License-Identifier: Apache-2.0
#pragma once

// The single-threaded process that forks children on request (Python: multiprocessing.forkserver). One per program: a
// child that knows its address uses it too. Requests travel over one lasting connection a process, authenticated once by
// multiprocessing's challenge, as packets with descriptors; the server never waits for a client.

#include "engine/core/base/clock.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/wait_status.h"
#include "engine/mp/process/preparation.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace poolscope::forkserver {

struct Started {
    std::uint64_t request = 0;
    std::uint64_t connection = 0; // which of this process's connections it was asked over
    pid_t pid = 0;
    ProcessKey server;
    UniqueFd pidfd;
    std::optional<Deadline> report_due = std::nullopt; // once it was seen to have ended
};

// What the server does before it serves, so that its children find it done: tasks without arguments, by name.
enum class PreloadError { ignore, warn, fail };
struct Preload {
    std::vector<std::string> tasks;
    PreloadError on_error = PreloadError::ignore;
};
// For the server that is started next; one that runs stays as it is.
void set_preload(Preload preload);
// Starts the server if this program has none that answers.
Status ensure_running();
// Asks for one child. The descriptors stay the caller's. timed_out when the server is stuck: after
// twenty seconds, or soon when it is stopped, and for those who ask it then.
Result<Started> request(std::string_view payload, int link, std::span<const int> descriptors);
// How it ended, once it has and the server, which may be stopped, has told. 255 when the server is gone and nobody will ever
// know (as Python has it), or has kept silent for twenty seconds.
Result<std::optional<posix::ExitCode>> exit_code(Started &child, int pidfd);

// What children are told, empty when this process knows of no server.
ForkServerAddress known_address();
void inherit(ForkServerAddress address);
// Ends the server that this process started, at this process's end.
void release();

// The server itself.
int serve(UniqueFd listener, UniqueFd alive, UniqueFd tracker);

} // namespace poolscope::forkserver
