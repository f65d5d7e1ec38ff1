// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a forkserver is told by the process that starts it, one frame on the pipe whose closing ends it.

#include "engine/mp/process/forkserver.h"

#include <string>

namespace poolscope::forkserver {

struct ServerSetup {
    std::string key;
    std::string watch;  // telemetry::watch_address() of the starter
    std::string socket; // the path that it removes when it ends
    Preload preload;
};

Status send_setup(int pipe, const ServerSetup &setup);
Result<ServerSetup> read_setup(int pipe);
// Does what the setup wants done before the first client comes; an error ends the server.
Status run_preload(const Preload &preload);

} // namespace poolscope::forkserver
