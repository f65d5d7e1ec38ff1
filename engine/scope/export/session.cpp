// SPDX-License-Identifier: Apache-2.0
#include "engine/core/recording/recording.h"
#include "engine/scope/export/formats.h"

namespace poolscope::exporting {

Status write_session(const state::History &history, const std::string &path) {
    POOLSCOPE_ASSIGN(telemetry::RecordingWriter writer, telemetry::RecordingWriter::create(path));
    for (std::size_t index = 0; index < history.size();) {
        const std::span<const Event> events = history.events_from(index);
        POOLSCOPE_TRY(writer.append(events));
        index += events.size();
    }
    return writer.close();
}

} // namespace poolscope::exporting
