// SPDX-License-Identifier: Apache-2.0
#pragma once

// A recording as its last State: no event of it is kept.

#include "engine/core/recording/recording.h"
#include "engine/scope/state/state.h"

#include <functional>

namespace poolscope::state {

// forgotten: those that gave a value or were cancelled, some thousands of others later; they are most of what a State takes.
enum class EndedTasks : std::uint8_t { kept, forgotten };

// `before` is given each event and the state before it; folding ends between two blocks when `goes_on` says no.
Result<State> fold_recording(telemetry::RecordingReader &reader, EndedTasks ended, const std::function<bool()> &goes_on,
                             const std::function<void(const Event &event, const State &state)> &before);

} // namespace poolscope::state
