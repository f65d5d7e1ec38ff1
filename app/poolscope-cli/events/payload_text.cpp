// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/events/payload_text.h"

#include "engine/core/base/command_line.h"

namespace poolscope::cli {

std::string command_text(std::string_view payload) {
    return shown_command(payload);
}

std::string payload_text(const Event &event, std::size_t maximum) {
    switch (event.kind) {
    case EventKind::task_submitted: return call_text(event.payload, event.is_truncated(), maximum);
    case EventKind::task_finished: return result_text(event.payload, event.is_truncated(), maximum);
    case EventKind::message_sent:
    case EventKind::message_received: return message_text(event.payload, event.is_truncated(), maximum);
    case EventKind::program_started:
    case EventKind::process_role: return command_text(event.payload);
    default: return event.payload;
    }
}

} // namespace poolscope::cli
