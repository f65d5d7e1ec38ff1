// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a pool and all its workers share: whether the pool's thread sleeps, and the descriptor that wakes it. Of many who
// ring while it sleeps only the first pays for it.

#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/memory_file.h"

namespace poolscope {

class PoolBell {
public:
    static Result<PoolBell> create();
    static Result<PoolBell> attach(UniqueFd memory, UniqueFd event);
    int memory_fd() const { return memory_fd_.get(); }
    int event_fd() const { return event_fd_.get(); }

    // For whoever has something for the pool's thread.
    void ring() const;
    // The pool's thread: says that it will sleep, then must look once more before it does; and that it is awake.
    void going_to_sleep() const;
    void awake() const;

private:
    UniqueFd memory_fd_, event_fd_;
    posix::SharedMapping mapping_;
};

} // namespace poolscope
