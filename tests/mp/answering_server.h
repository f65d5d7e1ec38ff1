// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The forkserver that starts a child of this probe now: the same as before, or another one.

#include <poolscope/engine.h>
#include <unistd.h>

inline void tell_server(poolscope::Connection out) {
    out.send(::getppid());
}
POOLSCOPE_TASK(tell_server);

inline pid_t server_that_answers() {
    auto [ours, theirs] = poolscope::pipe();
    auto child = poolscope::process(tell_server, theirs);
    child.start();
    const pid_t server = ours.recv<int>(poolscope::Seconds(60));
    child.join();
    return server;
}
