// SPDX-License-Identifier: Apache-2.0
#pragma once

// The program's own directory for sockets and files that live as long as it does (Python: multiprocessing.util.get_temp_dir).
// One a tree of processes, open to this user alone; removed by the process that made it when it ends, else by the tracker.

#include "engine/core/base/error.h"

#include <string>

namespace poolscope::temp_dir {

// Made at the first call: pymp-XXXXXXXX below TMPDIR, or below /tmp where a socket's path would become too long.
Result<std::string> get();
// Empty while this program has none.
std::string known();
// In a child: its parent's.
void inherit(std::string path);

} // namespace poolscope::temp_dir
