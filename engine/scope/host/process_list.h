// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who descends from whom right now, from one look at /proc (proc(5)): enough to end a tree without leaving any of it. What
// views show comes from engine/scope/observe.

#include "engine/core/base/process_key.h"

#include <vector>

namespace poolscope::host {

struct ListedProcess {
    ProcessKey key;
    pid_t parent = 0;
    pid_t session = 0;
    char state = '?'; // as in /proc/PID/stat: 'Z' for one that has ended and waits to be reaped

    bool has_ended() const { return state == 'Z' || state == 'X'; }
};

// Every process that this one may see.
std::vector<ListedProcess> list_processes();
// Those of them that descend from the process with that pid, parents before children; itself not included.
std::vector<ListedProcess> descendants_of(pid_t ancestor, const std::vector<ListedProcess> &processes);

} // namespace poolscope::host
