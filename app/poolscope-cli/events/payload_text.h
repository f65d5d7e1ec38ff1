// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What an event's payload says, on one line: pickles decoded (never executed), text as it is, other bytes escaped.

#include "engine/core/telemetry/event.h"
#include "engine/core/wire/preview/call_text.h"

#include <string>

namespace poolscope::cli {

// Valid UTF-8 without control characters, at most about `maximum` characters.
std::string payload_text(const Event &event, std::size_t maximum = 100);
// A command line with NUL between its words, with spaces.
std::string command_text(std::string_view payload);

} // namespace poolscope::cli
