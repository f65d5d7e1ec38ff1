// SPDX-License-Identifier: Apache-2.0
#pragma once

// Nothing survives its parent: a pipe whose write end only the parent holds, and a read end in the child on which the
// kernel itself sends SIGKILL when the last write end closes (fcntl(2): O_ASYNC, F_SETOWN, F_SETSIG). Unlike
// PR_SET_PDEATHSIG this follows the parent process and not its thread, works for a forkserver's grandchildren, needs no
// thread in the child, and has no race: a parent that died before is found by a last look.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

namespace poolscope::posix {

// The parent's end. While it lives, the child may. A child forked from this process, by whomever, closes its copy at
// once, so that no sibling keeps another's parent "alive".
class ParentEnd {
public:
    ParentEnd() = default;
    explicit ParentEnd(UniqueFd write_end);
    ParentEnd(ParentEnd &&other) noexcept;
    ParentEnd &operator=(ParentEnd &&other) noexcept;
    ~ParentEnd();
    int get() const { return fd_; }

private:
    int fd_ = -1;
};

// In the child, when everything that the pipe carried has been read: from now on the parent's end means death. Exits at
// once when the parent is gone already. The descriptor is kept until the process ends.
Status die_with_parent(UniqueFd read_end);
// For a child that may outlive its parent: keeps the descriptor for parent_sentinel() and nothing more.
void watch_parent(UniqueFd read_end);
// The descriptor given to one of them, for parent_process().join(): readable once the parent is gone; −1 if none.
int parent_sentinel();

} // namespace poolscope::posix
