// SPDX-License-Identifier: Apache-2.0
#pragma once

// A started process as its starter sees it, whatever the start method (Python: multiprocessing.popen_*).

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/parent_link.h"
#include "engine/core/posix/wait_status.h"
#include "engine/mp/process/preparation.h"

#include <functional>
#include <memory>
#include <optional>

namespace poolscope {

class Popen;

// What the child does: `body` in a forked copy, or the named task with encoded arguments anywhere else.
struct ProcessBody {
    std::function<void()> body;                       // calls the target with the caller's own objects
    std::string task_name;                            // empty when the target is not a registered task
    std::function<Result<std::string>()> encode;      // pickle of the argument tuple
    std::function<Result<std::unique_ptr<Popen>>(ChildSetup)> start; // set: starts it in a way of its own
};

class Popen {
public:
    virtual ~Popen() = default;
    // not_found, os, not_registered …: nothing was started.
    static Result<std::unique_ptr<Popen>> start(StartMethod method, const ProcessBody &body, ChildSetup setup);

    pid_t pid() const { return pid_; }
    // The starter itself, or the forkserver.
    virtual ProcessKey kernel_parent() const;
    // Readable once the process has ended (a pidfd).
    int sentinel() const { return pidfd_.get(); }
    // The code when it has ended. Thread-safe for a single caller at a time.
    virtual Result<std::optional<posix::ExitCode>> poll() = 0;
    Status send_signal(int signal) const;
    // The code, or timed_out.
    Result<posix::ExitCode> wait(Deadline deadline);

protected:
    pid_t pid_ = 0;
    UniqueFd pidfd_;
    posix::ParentEnd link_;
};

} // namespace poolscope
