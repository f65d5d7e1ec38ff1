// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/recording.h"
#include "engine/scope/export/formats.h"

namespace poolscope::exporting {

Status write_session(const state::History &history, const std::string &path) {
    POOLSCOPE_ASSIGN(telemetry::RecordingWriter writer, telemetry::RecordingWriter::create(path));
    for (std::size_t index = 0; index < history.size(); ++index)
        POOLSCOPE_TRY(writer.append({&history.event(index), 1}));
    return writer.close();
}

} // namespace poolscope::exporting
