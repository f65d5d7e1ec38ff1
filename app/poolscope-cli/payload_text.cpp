// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poolscope-cli/payload_text.h"

#include "engine/core/wire/pickle_reader.h"
#include "engine/core/wire/preview.h"
#include "engine/core/wire/unicode.h"
#include "engine/scope/observe/command.h"

namespace poolscope::cli {

namespace {

std::string cut(std::string text, std::size_t maximum) {
    if (text.size() <= maximum)
        return text;
    text.resize(whole_code_points(text, maximum));
    return text + "…";
}

// Arguments as they stand in a call: without the comma of a tuple of one.
std::string arguments_text(const Value &arguments, std::size_t maximum) {
    std::string text = arguments.repr(maximum);
    if (!arguments.is<Tuple>())
        return "(" + text + ")";
    if (text.ends_with(",)"))
        text.erase(text.size() - 2, 1);
    return text;
}

std::string function_name(const Value &function) {
    if (const auto *global = function.get_if<Global>())
        return global->name;
    const auto *text = function.get_if<std::string>();
    return text != nullptr ? *text : function.repr(40);
}

bool is_map(const Value &function) {
    const auto *global = function.get_if<Global>();
    return global != nullptr && (global->name == "mapstar" || global->name == "starmapstar");
}

// One chunk of Pool.map: ((function, (x0, x1, …)),) is function(x0), function(x1), …
std::string chunk_text(const Value &arguments, std::size_t maximum) {
    const Tuple *outer = arguments.get_if<Tuple>();
    const Tuple *chunk = outer != nullptr && outer->items.size() == 1 ? outer->items[0].get_if<Tuple>() : nullptr;
    const Tuple *items = chunk != nullptr && chunk->items.size() == 2 ? chunk->items[1].get_if<Tuple>() : nullptr;
    if (items == nullptr)
        return arguments_text(arguments, maximum);
    std::string text;
    for (const Value &item : items->items) {
        if (text.size() > maximum)
            break;
        text += (text.empty() ? "" : ", ") + function_name(chunk->items[0]) + "(" + item.repr(maximum) + ")";
    }
    return text;
}

} // namespace

std::string message_text(std::string_view payload, bool truncated, std::size_t maximum) {
    return cut(preview(payload, truncated).line, maximum);
}

std::string call_text(std::string_view payload, bool truncated, std::size_t maximum) {
    const Preview shown = preview(payload, truncated);
    const Tuple *tuple = shown.value ? shown.value->get_if<Tuple>() : nullptr;
    if (tuple != nullptr && shown.kind == Preview::Kind::pool_task && tuple->items.size() >= 4) {
        const Value &function = tuple->items[2], &arguments = tuple->items[3];
        return cut(is_map(function) ? chunk_text(arguments, maximum) : function_name(function) + arguments_text(arguments, maximum), maximum);
    }
    if (tuple != nullptr && tuple->items.size() == 2 && tuple->items[0].is<std::string>())
        return cut(function_name(tuple->items[0]) + arguments_text(tuple->items[1], maximum), maximum);
    return cut(shown.line, maximum);
}

std::string result_text(std::string_view payload, bool truncated, std::size_t maximum) {
    const Preview shown = preview(payload, truncated);
    const Tuple *frame = shown.value ? shown.value->get_if<Tuple>() : nullptr;
    if (frame != nullptr && shown.kind == Preview::Kind::pool_result && frame->items.size() == 3)
        if (const Tuple *outcome = frame->items[2].get_if<Tuple>(); outcome != nullptr && outcome->items.size() == 2)
            return cut(outcome->items[1].repr(maximum), maximum);
    return cut(shown.line, maximum);
}

std::string command_text(std::string_view payload) {
    return observe::shown_command(payload);
}

std::string payload_text(const Event &event, std::size_t maximum) {
    switch (event.kind) {
    case EventKind::task_submitted: return call_text(event.payload, event.is_truncated(), maximum);
    case EventKind::task_finished: return result_text(event.payload, event.is_truncated(), maximum);
    case EventKind::message_sent: return message_text(event.payload, event.is_truncated(), maximum);
    case EventKind::program_started:
    case EventKind::process_role: return command_text(event.payload);
    default: return event.payload;
    }
}

} // namespace poolscope::cli
