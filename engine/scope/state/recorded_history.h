// SPDX-License-Identifier: Apache-2.0
#pragma once

// A whole recording as a History. The calling thread folds the events while another one reads and decodes ahead of it.

#include "engine/core/recording/recording.h"
#include "engine/core/recording/spent_events.h"
#include "engine/scope/state/history.h"

#include <functional>

namespace poolscope::state {

// Is given the events of each block when they are in the history; false: read no further.
using Folded = std::function<bool(std::vector<Event> events)>;

// What could be read until an error counts for nothing. The reader is not to be used meanwhile.
// It decodes into what is in `spent`, where `folded` may put the events that it has done with.
Result<History> read_history(telemetry::RecordingReader &reader, const Folded &folded, telemetry::SpentEvents &spent);

} // namespace poolscope::state
