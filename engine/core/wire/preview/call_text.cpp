// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/preview/call_text.h"

#include "engine/core/base/unicode.h"
#include "engine/core/wire/preview/preview.h"

namespace poolscope {

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

// The function and its arguments in what a pool or an executor sends to its workers.
struct Call {
    const Value *function = nullptr;
    const Value *arguments = nullptr;
};

Call call_in(const Preview &shown) {
    const Tuple *tuple = shown.value ? shown.value->get_if<Tuple>() : nullptr;
    if (tuple != nullptr && shown.kind == Preview::Kind::pool_task && tuple->items.size() >= 4)
        return {&tuple->items[2], &tuple->items[3]};
    if (tuple != nullptr && tuple->items.size() == 2 && (tuple->items[0].is<std::string>() || tuple->items[0].is<Global>()))
        return {&tuple->items[0], &tuple->items[1]};
    return {};
}

// What Pool.map calls, for a chunk of it.
const Value *mapped_function(const Value &arguments) {
    const Tuple *outer = arguments.get_if<Tuple>();
    const Tuple *chunk = outer != nullptr && outer->items.size() == 1 ? outer->items[0].get_if<Tuple>() : nullptr;
    return chunk != nullptr && chunk->items.size() == 2 ? &chunk->items[0] : nullptr;
}

} // namespace

std::string message_text(std::string_view payload, bool truncated, std::size_t maximum) {
    return cut(preview(payload, truncated).line, maximum);
}

std::string call_text(std::string_view payload, bool truncated, std::size_t maximum) {
    const Preview shown = preview(payload, truncated);
    const Call call = call_in(shown);
    if (call.function == nullptr)
        return cut(shown.line, maximum);
    return cut(is_map(*call.function) ? chunk_text(*call.arguments, maximum) : function_name(*call.function) + arguments_text(*call.arguments, maximum), maximum);
}

std::string function_of(std::string_view payload, bool truncated) {
    const Preview shown = preview(payload, truncated);
    const Call call = call_in(shown);
    if (call.function == nullptr)
        return {};
    const Value *mapped = is_map(*call.function) ? mapped_function(*call.arguments) : nullptr;
    return function_name(mapped != nullptr ? *mapped : *call.function);
}

std::string result_text(std::string_view payload, bool truncated, std::size_t maximum) {
    const Preview shown = preview(payload, truncated);
    const Tuple *frame = shown.value ? shown.value->get_if<Tuple>() : nullptr;
    if (frame != nullptr && shown.kind == Preview::Kind::pool_result && frame->items.size() == 3)
        if (const Tuple *outcome = frame->items[2].get_if<Tuple>(); outcome != nullptr && outcome->items.size() == 2)
            return cut(outcome->items[1].repr(maximum), maximum);
    return cut(shown.line, maximum);
}

} // namespace poolscope
