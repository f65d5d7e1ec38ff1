// SPDX-License-Identifier: Apache-2.0
#pragma once

// What ends the program when the host is killed and can no longer do it: a small process that waits for the host's end and
// then kills everything of the program's session and everything that carries its environment mark. The program's first
// process dies by PR_SET_PDEATHSIG anyway; its children, waiting on pipes that they hold open for each other, would not.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <string>
#include <sys/types.h>

namespace poolscope::host {

class Guard {
public:
    // Starts the guard. `mark` is an environment entry, "NAME=value", that only this host's programs have. The caller must be
    // single-threaded: the guard is a fork of it.
    static Result<Guard> start(const std::string &mark);

    pid_t pid() const { return pid_; }
    // Ends it without a sweep: nothing is left that it would have to end.
    void dismiss();

private:
    pid_t pid_ = 0;
    UniqueFd host_end_; // closes with the host, however that ends
};

} // namespace poolscope::host
