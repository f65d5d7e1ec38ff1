// SPDX-License-Identifier: Apache-2.0
#pragma once

// The writers of the single formats; internal to the folder.

#include "engine/scope/export/sink.h"
#include "engine/scope/state/history.h"

namespace poolscope::exporting {

void write_perfetto(const state::History &history, Sink &sink);
void write_csv(const state::History &history, Sink &sink);
void write_json(const state::History &history, Sink &sink);
void write_dot(const state::History &history, Sink &sink);
void write_pcapng(const state::History &history, Sink &sink);
// A new file.
Status write_session(const state::History &history, const std::string &path);
Status write_sqlite(const state::History &history, const std::string &path);

} // namespace poolscope::exporting
