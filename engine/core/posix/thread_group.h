// SPDX-License-Identifier: Apache-2.0
#pragma once

// A thread has a number of the same kind as a process, and /proc shows it as one to whoever asks for that number: tools such as
// htop and ps -L list it as a PID.

#include <sys/types.h>

namespace poolscope::posix {

// The process of that thread; a process's own number gives itself. 0 when there is none.
pid_t process_of_thread(pid_t thread);

} // namespace poolscope::posix
