// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/preview/call_text.h"

#include "engine/core/base/unicode.h"

#include <algorithm>

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

const Value *item(const Value &tuple, std::size_t index, std::size_t of) {
    const auto *items = tuple.get_if<Tuple>();
    return items != nullptr && items->items.size() == of ? &items->items[index] : nullptr;
}

// What a pool or an executor sends to its workers: one call, or a chunk of those of a map.
struct Call {
    const Value *function = nullptr;
    const Value *arguments = nullptr; // of one
    const Tuple *chunk = nullptr;     // of several
    enum class Item : std::uint8_t { argument, arguments } item = Item::argument; // of the chunk
};

bool is_named(const Value &function, std::string_view name) {
    const auto *global = function.get_if<Global>();
    return global != nullptr && global->name == name;
}

void take_chunk(Call &call, const Value *function, const Value *items, Call::Item item) {
    const Tuple *chunk = function != nullptr && items != nullptr ? items->get_if<Tuple>() : nullptr;
    if (chunk == nullptr)
        return;
    call.function = function;
    call.chunk = chunk;
    call.item = item;
}

// (job, index, mapstar, ((function, (x0, x1, …)),), {}) is function(x0), function(x1), …
Call pool_call(const Tuple &task) {
    Call call{&task.items[2], &task.items[3]};
    const bool is_starmap = is_named(*call.function, "starmapstar");
    if (is_starmap || is_named(*call.function, "mapstar"))
        if (const Value *chunk = item(*call.arguments, 0, 1))
            take_chunk(call, item(*chunk, 0, 2), item(*chunk, 1, 2), is_starmap ? Call::Item::arguments : Call::Item::argument);
    return call;
}

// fn=partial(_process_chunk, function), args=(((x0,), (x1,), …),) is function(x0), function(x1), …
Call executor_call(const Dict &state) {
    Call call{find(state, "fn"), find(state, "args")};
    const auto *partial = call.function != nullptr ? call.function->get_if<Instance>() : nullptr;
    const Value *applied = partial != nullptr ? item(partial->arguments(), 0, 3) : nullptr;
    if (applied != nullptr && call.arguments != nullptr && is_named(*applied, "_process_chunk"))
        take_chunk(call, item(*item(partial->arguments(), 1, 3), 0, 1), item(*call.arguments, 0, 1), Call::Item::arguments);
    return call.arguments != nullptr ? call : Call{};
}

Call call_in(const Preview &shown) {
    const Tuple *tuple = shown.value ? shown.value->get_if<Tuple>() : nullptr;
    if (tuple != nullptr && shown.kind == Preview::Kind::pool_task && tuple->items.size() >= 4)
        return pool_call(*tuple);
    if (tuple != nullptr && tuple->items.size() == 2 && (tuple->items[0].is<std::string>() || tuple->items[0].is<Global>()))
        return {&tuple->items[0], &tuple->items[1]};
    const Dict *state = shown.value && shown.kind == Preview::Kind::executor_call ? shown.value->get_if<Instance>()->state().get_if<Dict>() : nullptr;
    return state != nullptr ? executor_call(*state) : Call{};
}

std::string chunk_text(const Call &call, std::size_t maximum) {
    std::string text;
    for (const Value &each : call.chunk->items) {
        if (text.size() > maximum)
            break;
        text += (text.empty() ? "" : ", ") + function_name(*call.function) +
                (call.item == Call::Item::argument ? "(" + each.repr(maximum) + ")" : arguments_text(each, maximum));
    }
    return text;
}

// The part of an executor's result that says how the call ended.
const Dict *executor_result(const Preview &shown) {
    return shown.value && shown.kind == Preview::Kind::executor_result ? shown.value->get_if<Instance>()->state().get_if<Dict>() : nullptr;
}

// An exception without the call that puts its traceback back.
const Value &without_traceback(const Value &told) {
    const auto *instance = told.get_if<Instance>();
    if (instance == nullptr || !(is_named(instance->callable(), "rebuild_exc") || is_named(instance->callable(), "_rebuild_exc")))
        return told;
    const auto *arguments = instance->arguments().get_if<Tuple>();
    return arguments != nullptr && !arguments->items.empty() ? arguments->items[0] : told;
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
    return cut(call.chunk != nullptr ? chunk_text(call, maximum) : function_name(*call.function) + arguments_text(*call.arguments, maximum), maximum);
}

std::string function_of(std::string_view payload, bool truncated) {
    const Preview shown = preview(payload, truncated);
    const Call call = call_in(shown);
    return call.function != nullptr ? function_name(*call.function) : std::string();
}

std::size_t calls_in(const Preview &task) {
    const Call call = call_in(task);
    return call.chunk != nullptr ? std::max<std::size_t>(call.chunk->items.size(), 1) : 1;
}

std::string result_text(std::string_view payload, bool truncated, std::size_t maximum) {
    const Preview shown = preview(payload, truncated);
    const Tuple *frame = shown.value ? shown.value->get_if<Tuple>() : nullptr;
    if (frame != nullptr && shown.kind == Preview::Kind::pool_result && frame->items.size() == 3)
        if (const Tuple *outcome = frame->items[2].get_if<Tuple>(); outcome != nullptr && outcome->items.size() == 2)
            return cut(without_traceback(outcome->items[1]).repr(maximum), maximum);
    if (const Dict *state = executor_result(shown))
        if (const Value *told = find(*state, has_failed(shown) ? "exception" : "result"))
            return cut(without_traceback(*told).repr(maximum), maximum);
    return cut(shown.line, maximum);
}

bool has_failed(const Preview &result) {
    if (const Dict *state = executor_result(result)) {
        const Value *exception = find(*state, "exception");
        return exception != nullptr && !exception->is_none();
    }
    const Value *outcome = result.value ? item(*result.value, 2, 3) : nullptr;
    const Tuple *pair = outcome != nullptr ? outcome->get_if<Tuple>() : nullptr;
    const bool *succeeded = pair != nullptr && !pair->items.empty() ? pair->items[0].get_if<bool>() : outcome != nullptr ? outcome->get_if<bool>() : nullptr;
    return succeeded != nullptr && !*succeeded;
}

} // namespace poolscope
