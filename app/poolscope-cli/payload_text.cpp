// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/payload_text.h"

#include "engine/core/wire/pickle_reader.h"
#include "engine/core/wire/preview.h"
#include "engine/scope/observe/command.h"

namespace poolscope::cli {

bool carries_message(EventKind kind) {
    return kind == EventKind::message_sent || kind == EventKind::task_submitted || kind == EventKind::task_finished;
}

std::string message_text(std::string_view payload, bool truncated, std::size_t maximum) {
    const Preview shown = preview(payload, truncated);
    return shown.value ? shown.value->repr(maximum) : shown.line;
}

std::string call_text(std::string_view payload, bool truncated, std::size_t maximum) {
    const auto decoded = decode_prefix(payload);
    const Tuple *call = decoded ? decoded->value.get_if<Tuple>() : nullptr;
    const std::string *function = call != nullptr && !call->items.empty() ? call->items[0].get_if<std::string>() : nullptr;
    if (function == nullptr || call->items.size() < 2)
        return message_text(payload, truncated, maximum);
    std::string arguments = call->items[1].repr(maximum);
    if (call->items[1].is<Tuple>() && arguments.ends_with(",)"))
        arguments.erase(arguments.size() - 2, 1);
    return *function + (call->items[1].is<Tuple>() ? arguments : "(" + arguments + ")");
}

std::string command_text(std::string_view payload) {
    return observe::shown_command(payload);
}

std::string payload_text(const Event &event, std::size_t maximum) {
    if (event.kind == EventKind::task_submitted)
        return call_text(event.payload, event.is_truncated(), maximum);
    if (carries_message(event.kind))
        return message_text(event.payload, event.is_truncated(), maximum);
    if (event.kind == EventKind::program_started || event.kind == EventKind::process_role)
        return command_text(event.payload);
    return event.payload;
}

} // namespace poolscope::cli
