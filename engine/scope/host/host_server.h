// SPDX-License-Identifier: Apache-2.0
#pragma once

// A Host that speaks frames over two descriptors: the whole of `poolscope-cli host`. It ends, and the program with it, on Quit,
// when the client closes its end, on SIGTERM and SIGHUP. Ctrl-C is left to the client.

#include "engine/scope/host/frame_queue.h"
#include "engine/scope/host/host.h"

namespace poolscope::host {

class HostServer {
public:
    // Takes over the calling process: its signal mask, SIGPIPE, the blocking mode of `output`.
    static Result<std::unique_ptr<HostServer>> create(int input, int output, HostOptions options);

    // Until the session has ended. An error when that was not as it should be: the client sent what is no frame, or vanished,
    // or the program could not be ended.
    Status run();

private:
    HostServer(int input, int output, UniqueFd signals) : input_(input), output_(output), signals_(std::move(signals)) {}

    Status turn();
    Status read_commands();
    void answer(std::string_view json);
    void quit(std::string reason);
    Status say_bye();

    int input_, output_;
    UniqueFd signals_;
    FrameQueue queue_;
    FrameReader reader_;
    std::unique_ptr<Host> host_;
    std::string reason_; // why the session ends; empty while it goes on
    Deadline end_at_ = Deadline::never();
};

} // namespace poolscope::host
