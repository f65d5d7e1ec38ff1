// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was found wrong over a whole recording. Takes about as long as folding it does, and little memory.

#include "engine/core/recording/recording.h"
#include "engine/scope/diagnose/finding_history.h"

#include <functional>

namespace poolscope::diagnose {

struct RecordedFindings {
    FindingHistory history;
    state::State end; // without the tasks that ended well
    std::int64_t start_ns = 0;
};

// Ends early, with what it has by then, when `goes_on` says no.
Result<RecordedFindings> recorded_findings(telemetry::RecordingReader &reader, const std::function<bool()> &goes_on);

} // namespace poolscope::diagnose
