// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/recorded_findings.h"

#include "engine/scope/state/recorded_state.h"

namespace poolscope::diagnose {

Result<RecordedFindings> recorded_findings(telemetry::RecordingReader &reader, const std::function<bool()> &goes_on) {
    RecordedFindings found;
    POOLSCOPE_ASSIGN(found.end, state::fold_recording(reader, state::EndedTasks::forgotten, goes_on, [&found](const Event &event, const state::State &state) {
                         if (state.events() == 0)
                             found.start_ns = event.time_ns;
                         found.history.before(event, state);
                     }));
    found.history.look(found.end);
    return found;
}

} // namespace poolscope::diagnose
