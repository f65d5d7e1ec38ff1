// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sees every message of running processes, and of all that they start, by stopping each thread at every system call (ptrace(2),
// PTRACE_SYSCALL): nothing is put into the target, and when the tracer dies, even by SIGKILL, the kernel lets the target go on as
// if nothing had been. It makes the target's system calls some ten times slower, so it is for a time and not for always. Owns a
// thread; its own interface is for one other thread.

#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace poolscope::trace {

class TracerLoop;

// Processes that are not traced, and why: permission, or that they have ended.
using Refusals = std::map<ProcessKey, Error>;

class Tracer {
public:
    // Called by the tracer's thread.
    using Sink = std::function<void(std::vector<Event> &&)>;

    // Returns once all their threads are traced. An error when not one of the processes can be, that of the first.
    static Result<std::unique_ptr<Tracer>> start(const std::vector<ProcessKey> &processes, Sink sink);
    ~Tracer();

    // Lets the target go on untraced. Returns when it does; all events have been handed to the sink by then.
    void stop();
    // Nobody is left to be traced.
    bool is_over() const;
    const Refusals &refusals() const;

private:
    explicit Tracer(std::unique_ptr<TracerLoop> loop);
    std::unique_ptr<TracerLoop> loop_;
};

} // namespace poolscope::trace
