// SPDX-License-Identifier: Apache-2.0
#pragma once

// One number of /proc/TID/status (proc(5)), which unlike stat tells of any thread to which process it belongs and who traces it.

#include <sys/types.h>

namespace poolscope::trace {

// `label` as it stands in the file, with its colon. 0 when the thread is gone.
long number_in_status(pid_t thread, const char *label);

} // namespace poolscope::trace
