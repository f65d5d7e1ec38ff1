// SPDX-License-Identifier: Apache-2.0
#pragma once

// A session in the formats of other programs. A file appears whole or not at all: it is written beside its place and then
// moved there.

#include "engine/core/base/error.h"
#include "engine/scope/state/history.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace poolscope::exporting {

enum class Format : std::uint8_t {
    perfetto, // trace events as Chrome and Perfetto open them: tasks, waits, queue depths, messages as flow arrows
    csv,      // a line an event
    json,     // one object: the program, and a list each of processes, channels, tasks, messages and events
    dot,      // who started whom and what went through which channel, for Graphviz
    sqlite,   // a table each of processes, tasks, messages and events
    pcapng,   // a packet a message, an interface a channel, for Wireshark
    session,  // a recording, as Poolscope opens it
};

struct FormatRow {
    Format format;
    std::string_view name;   // as --format takes it
    std::string_view suffix; // of file names
};
std::span<const FormatRow> all_formats();
const FormatRow *find_format(std::string_view name);

// Replaces what was at that path, when it is still wanted at the end.
Status write(const state::History &history, Format format, const std::string &path, const std::function<bool()> &is_wanted = [] { return true; });

} // namespace poolscope::exporting
