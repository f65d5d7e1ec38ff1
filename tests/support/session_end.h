// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How a test ends a program that it started in a session of its own, with every process of it.

#include <sys/types.h>

namespace poolscope::test {

// Kills all processes of the session but the resource trackers of multiprocessing: these are let come to their end, by which
// they remove the names that the killed ones leave in /dev/shm. What is still there after 20 s is given up.
void end_session(pid_t session);

} // namespace poolscope::test
