// SPDX-License-Identifier: Apache-2.0
#pragma once

// What wakes a pool's thread: words of memory that the pool shares with all its workers (futex(2)). No descriptor, which a
// task could close or write to. Of many who ring while the thread sleeps only the first pays for it.

#include "engine/core/base/clock.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/memory_file.h"

#include <cstdint>

namespace poolscope {

class PoolBell {
public:
    static Result<PoolBell> create();
    // Keeps the mapping only.
    static Result<PoolBell> attach(UniqueFd memory);
    int memory_fd() const { return memory_fd_.get(); }

    // For whoever has something for the pool's thread.
    void ring() const;
    // The pool's thread: says that it will sleep, then must look once more before it does; sleeps; and says that it is awake.
    void going_to_sleep();
    void sleep(Deadline deadline) const;
    void awake() const;

private:
    struct Memory;

    UniqueFd memory_fd_;
    posix::SharedMapping mapping_;
    std::uint32_t ticket_ = 0; // of the sleep that has been announced
};

} // namespace poolscope
