// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The host's JSON answers on running programs (engine/scope/host/report.h) as values. What does not have the form they must have
// is malformed.

#include "engine/core/base/error.h"
#include "ui/shared/process_details.h"
#include "ui/shared/running_program.h"
#include "ui/shared/waiting_messages.h"

#include <string_view>
#include <vector>

namespace poolscope::ui {

Result<std::vector<RunningProgram>> readPrograms(std::string_view json);
Result<WaitingMessages> readWaiting(std::string_view json);
Result<ProcessDetails> readDetails(std::string_view json);

} // namespace poolscope::ui
