// SPDX-License-Identifier: Apache-2.0
#include "engine/core/wire/preview/pickle_shape.h"

#include "engine/core/base/unicode.h"

#include <algorithm>
#include <fmt/format.h>

namespace poolscope {

namespace {

using Kind = Preview::Kind;

constexpr std::size_t state_part = 3; // of an Instance

bool is_callable(const Value &value) {
    const auto *global = value.get_if<Global>();
    return (global && global->name != "…") || value.is<Instance>();
}

bool is_cut(const Value &value) {
    const auto *global = value.get_if<Global>();
    return global && global->module.empty() && global->name == "…";
}

bool is_integer(const Value &value) {
    return value.is<std::int64_t>() || value.is_none(); // the index of a pool's message may be None
}

bool is_reply_mark(const Value &value) {
    const auto *text = value.get_if<std::string>();
    return text && (*text == "#RETURN" || *text == "#ERROR" || *text == "#PROXY" || *text == "#TRACEBACK" ||
                    *text == "#UNSERIALIZABLE");
}

bool is_global(const Value &value, std::string_view module, std::string_view name) {
    const auto *global = value.get_if<Global>();
    return global && global->module == module && global->name == name;
}

const Dict *state_of(const Instance &instance) {
    return instance.state().get_if<Dict>();
}

bool is_result(const Value &value) {
    const auto *pair = value.get_if<Tuple>();
    return pair && !pair->items.empty() && pair->items[0].is<bool>();
}

Kind classify_tuple(const std::vector<Value> &items, bool truncated) {
    const std::size_t count = items.size();
    const auto has = [&](std::size_t wanted) { return truncated ? count > 0 : count == wanted; };
    const auto at = [&](std::size_t index) -> const Value * { return index < count ? &items[index] : nullptr; };
    // In a cut message a part that is missing speaks against nothing.
    const auto is = [&](std::size_t index, auto test) {
        const Value *value = at(index);
        return value ? test(*value) || (truncated && is_cut(*value)) : truncated;
    };
    const auto is_tuple = [](const Value &value) { return value.is<Tuple>(); };
    const auto is_dict = [](const Value &value) { return value.is<Dict>(); };
    if (count >= 1 && is_reply_mark(items[0]) && (truncated || count == 2))
        return Kind::manager_reply;
    if (count >= 3 && items[0].is<std::int64_t>() && is_integer(items[1])) {
        if (has(5) && is_callable(items[2]) && (truncated || (is(3, is_tuple) && is(4, is_dict))))
            return Kind::pool_task;
        if (has(3) && (is_result(items[2]) || (truncated && items[2].is<bool>())))
            return Kind::pool_result;
    }
    if (count >= 3 && has(4) && (items[0].is_none() || items[0].is<std::string>()) && items[1].is<std::string>() &&
        is(2, is_tuple) && is(3, is_dict))
        return Kind::manager_request;
    return Kind::value;
}

Kind classify_instance(const Instance &instance) {
    if (is_global(instance.callable(), "concurrent.futures.process", "_CallItem"))
        return Kind::executor_call;
    if (is_global(instance.callable(), "concurrent.futures.process", "_ResultItem"))
        return Kind::executor_result;
    const Dict *state = state_of(instance);
    return state && find(*state, "_identity") && find(*state, "_config") ? Kind::process : Kind::value;
}

bool is_of_executor(const Instance &instance) {
    const Kind kind = classify_instance(instance);
    return kind == Kind::executor_call || kind == Kind::executor_result;
}

std::string part(const Dict &dict, std::string_view key, std::size_t maximum) {
    const Value *value = find(dict, key);
    return value ? value->repr(maximum) : "…";
}

// function(arguments, keywords)
std::string call(const Dict &state, std::string_view function, std::string_view arguments, std::string_view keywords,
                 std::size_t maximum) {
    const Value *target = find(state, function), *positional = find(state, arguments), *named = find(state, keywords);
    if (!target)
        return "…";
    return Value(Instance{{*target, positional ? *positional : Value(Tuple{}), named ? *named : Value()}})
        .repr(maximum);
}

} // namespace

Preview::Kind classify(const Value &value, bool truncated) {
    if (value.is_none())
        return Kind::stop;
    if (const auto *tuple = value.get_if<Tuple>())
        return classify_tuple(tuple->items, truncated);
    if (const auto *instance = value.get_if<Instance>())
        return classify_instance(*instance);
    if (const auto *dict = value.get_if<Dict>())
        return find(*dict, "log_to_stderr") && (truncated || find(*dict, "sys_path")) ? Kind::preparation : Kind::value;
    return Kind::value;
}

void restore_shape(Value &value) {
    auto *tuple = value.get_if<Tuple>();
    if (!tuple)
        return;
    auto &items = tuple->items;
    if (items.size() >= 2 && items[0].is<Instance>() && items[1].is<Dict>() && is_of_executor(*items[0].get_if<Instance>())) {
        Instance instance = std::move(*items[0].get_if<Instance>());
        auto &state = items[1].get_if<Dict>()->items;
        for (std::size_t i = 0; i + 1 < state.size(); ++i)
            if (state[i].value.is<Global>() && !state[i + 1].key.is<std::string>()) { // called with what follows
                state[i].value = Instance{{std::move(state[i].value), Value::tuple({std::move(state[i + 1].key)})}};
                state.resize(i + 1);
            }
        instance.parts.resize(std::max(instance.parts.size(), state_part + 1));
        instance.parts[state_part] = std::move(items[1]);
        value = std::move(instance);
        return;
    }
    const auto wrap = [&](std::size_t from) {
        Tuple inner;
        std::move(items.begin() + static_cast<std::ptrdiff_t>(from), items.end(), std::back_inserter(inner.items));
        items.resize(from);
        items.push_back(std::move(inner));
    };
    if (items.size() < 4)
        return;
    const Kind kind = classify_tuple(items, true);
    if (kind == Kind::pool_result && items[2].is<bool>()) {
        wrap(2);
        if (auto &outcome = items[2].get_if<Tuple>()->items; outcome.size() > 2 && outcome[1].is<Global>()) { // called with what follows
            outcome[1] = Instance{{std::move(outcome[1]), Value::tuple({std::move(outcome[2])})}};
            outcome.resize(2);
        }
    } else if (kind == Kind::pool_task && !items[3].is<Tuple>() && !is_cut(items[3])) {
        const bool is_map = is_global(items[2], "multiprocessing.pool", "mapstar") ||
                            is_global(items[2], "multiprocessing.pool", "starmapstar");
        wrap(3);
        if (is_map)
            wrap(3);
    }
}

std::string describe_message(const Value &value, std::size_t maximum) {
    const Kind kind = classify(value, false);
    std::string line;
    if (kind == Kind::preparation) {
        const Dict &data = *value.get_if<Dict>();
        line = fmt::format("preparation of {} by {} in {}", part(data, "name", 60), part(data, "start_method", 20),
                           part(data, "dir", 200));
        for (const char *main : {"init_main_from_path", "init_main_from_name"})
            if (find(data, main))
                line += ", main " + part(data, main, 200);
    } else if (kind == Kind::process) {
        const Dict &state = *state_of(*value.get_if<Instance>());
        line = fmt::format("{} {}: {}", value.type_name(), part(state, "_name", 60),
                           call(state, "_target", "_args", "_kwargs", maximum));
    } else if (kind == Kind::executor_call && state_of(*value.get_if<Instance>())) {
        const Dict &state = *state_of(*value.get_if<Instance>());
        line = fmt::format("call {}: {}", part(state, "work_id", 20), call(state, "fn", "args", "kwargs", maximum));
    } else if (kind == Kind::executor_result && state_of(*value.get_if<Instance>())) {
        const Dict &state = *state_of(*value.get_if<Instance>());
        const Value *exception = find(state, "exception");
        const bool failed = exception && !exception->is_none();
        line = fmt::format("{} of {}: {}", failed ? "error" : "result", part(state, "work_id", 20),
                           part(state, failed ? "exception" : "result", maximum));
    } else {
        return value.repr(maximum);
    }
    if (line.size() > maximum)
        line = line.substr(0, whole_code_points(line, maximum)) + "…";
    return line;
}

} // namespace poolscope
