// SPDX-License-Identifier: Apache-2.0
#pragma once

// The only place of Poolscope where a process begins: a fresh image (spawn), a copy of the caller (fork), or a copy that
// becomes the caller's sibling (for a zygote, whose children should be its parent's).

#include "engine/core/base/error.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace poolscope::posix {

enum class ProcessGroup { inherited, own, own_session };

struct SpawnRequest {
    std::string program;                // a path; a name without '/' is looked up in PATH
    std::vector<std::string> arguments; // argv, the program's name first
    std::optional<std::vector<std::string>> environment; // "NAME=value"; the caller's own when not given
    std::string working_directory;      // the caller's own when empty
    std::vector<int> descriptors;       // become 3, 4, 5 … in the new image; every other descriptor above 2 is closed
    std::vector<int> kept_descriptors;  // stay open under their own numbers, which lie above those of `descriptors`
    int standard_input = -1;            // −1: the caller's own
    int standard_output = -1;
    int standard_error = -1;
    ProcessGroup process_group = ProcessGroup::inherited;
    int parent_death_signal = 0;        // PR_SET_PDEATHSIG: follows the calling *thread*; 0 for none
};

// vfork and exec: takes the same time however large the caller is. All signal handlers are the defaults in the new
// image, none is blocked or ignored. An image that cannot be run is an error here, with the reason of execve(2).
Result<pid_t> spawn(const SpawnRequest &request);

// 0 in the child. Of the caller's threads only the calling one exists in the child.
Result<pid_t> fork_process();

// As fork_process, but the child's parent is the caller's parent (clone(2), CLONE_PARENT). The caller must be
// single-threaded and made by fork_process itself. Its pid stands in `told` before it runs: in memory that the caller shares,
// others find it there whatever becomes of the caller.
Result<pid_t> fork_sibling(pid_t &told);

// Names of the caller's live threads but the calling one: those that a fork would leave behind.
std::vector<std::string> other_threads();

// Closes every descriptor of this process but those (and, with `first`, those below it).
Status close_all_except(std::vector<int> kept, int first = 0);

} // namespace poolscope::posix
