// SPDX-License-Identifier: Apache-2.0
#pragma once

// The other end of a host's frames, without Qt: for the command line and tests. Starts `poolscope-cli host` (or any command that
// speaks the same, such as ssh) and talks to it. One thread. A host that dies is an error of receive(), once all that it had
// sent was received; the caller keeps SIGPIPE away.

#include "engine/core/base/clock.h"
#include "engine/core/base/unique_fd.h"
#include "engine/scope/host/command.h"
#include "engine/scope/host/protocol.h"
#include "engine/scope/host/reply.h"

#include <deque>
#include <optional>
#include <string>
#include <sys/types.h>
#include <variant>
#include <vector>

namespace poolscope::host {

struct Hello {
    int version = 0;
    ProcessKey host;
    std::string poolscope;
};
struct Bye {
    std::string reason;
};
using Incoming = std::variant<Hello, std::vector<Event>, Reply, Bye>;

class HostClient {
public:
    // Waits for the host's hello. unsupported when it speaks another version.
    static Result<HostClient> start(const std::vector<std::string> &command, Deadline deadline);
    HostClient(HostClient &&) noexcept = default;
    HostClient &operator=(HostClient &&) = delete;
    // Closes the host's input, which ends it and its program; kills it when it does not.
    ~HostClient();

    ProcessKey host() const { return hello_.host; }
    // Readable when receive() has something new; to be polled beside other things.
    int descriptor() const { return output_.get(); }

    // Sends a command; its id, which the reply will have.
    Result<std::uint64_t> send(const Command &command);
    // The next thing that came; nothing when the deadline passed. end_of_file, with how the host ended, when it died.
    Result<std::optional<Incoming>> receive(Deadline deadline);
    // Sends a command and waits for its reply; what else comes meanwhile is received later.
    Result<std::string> call(const Command &command, Deadline deadline);

private:
    HostClient() = default;
    Result<std::optional<Incoming>> take_frame();
    Failure describe_death();

    pid_t pid_ = 0;
    UniqueFd pidfd_;
    UniqueFd input_, output_;
    FrameReader reader_;
    Hello hello_;
    std::deque<Incoming> waiting_;
    std::uint64_t next_id_ = 1;
};

} // namespace poolscope::host
