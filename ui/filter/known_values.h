// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the text fields of a filter are in a session: its names of channels, processes, functions, pools and locks.

#include "engine/scope/query/completion.h"

namespace poolscope::ui {

class Session;

// Each once, in the order of the session; the first hundred.
std::vector<std::string> knownValues(const Session &session, query::Field field);

} // namespace poolscope::ui
