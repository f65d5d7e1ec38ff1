// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// An event as one line of JSON, for scripts: {"sequence", "time_ns", "kind", "pid", "start_ticks", "thread", "object" (hex
// text: 64 bits are more than a JSON number holds everywhere), "a", "b", "certainty", "text" (the payload, decoded), "truncated"}.
// Where a or b hold a process or an enumerator, its meaning stands beside them ("parent", "starter", "role", "exit_code", …).

#include "engine/core/telemetry/event.h"

#include <string>

namespace poolscope::cli {

std::string event_json(const Event &event);

} // namespace poolscope::cli
