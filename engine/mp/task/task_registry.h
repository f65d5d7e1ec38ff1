// SPDX-License-Identifier: Apache-2.0
#pragma once

// Functions that a child can find by name, as pickle finds a module-level function: POOLSCOPE_TASK(square) next to the
// function, in every program that starts or serves it. Filled before main(), only read afterwards.

#include "engine/core/base/error.h"
#include "engine/core/wire/pickle/codec.h"
#include "engine/core/wire/pickle/pickle_writer.h"
#include "engine/mp/task/call_codec.h"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace poolscope {

using AnyFunction = void (*)();

struct Task {
    std::string_view name; // as written in POOLSCOPE_TASK
    AnyFunction function = nullptr;
    // Decodes the arguments (a Tuple), calls the function and writes what it returns (None for void) unless `result` is
    // null. An Error means that the arguments do not fit; what the function throws passes through.
    Status (*call)(AnyFunction function, const Value &arguments, PickleWriter *result) = nullptr;
    // The same for `count` argument tuples as call_codec writes them; appends what they give in the same way.
    Status (*call_each)(AnyFunction function, std::string_view calls, std::size_t count, std::string &results) = nullptr;
    // Writes such results as a list, or the only one of them as it is, for whoever watches.
    Status (*show_results)(std::string_view results, std::size_t count, bool is_single, PickleWriter &writer) = nullptr;
};

namespace task_registry {
void add(Task task);
// Null when there is no such task.
const Task *find(std::string_view name);
const Task *find(AnyFunction function);
// The refusal for a name or a function that is not registered.
Failure not_registered(std::string_view what);
} // namespace task_registry

namespace detail {

template <class Signature> struct TaskCall;
template <class R, class... A> struct TaskCall<R (*)(A...)> {
    using Arguments = std::tuple<std::decay_t<A>...>;
    static Status call(AnyFunction function, const Value &arguments, PickleWriter *result) {
        POOLSCOPE_ASSIGN(Arguments decoded, Codec<Arguments>::read(arguments));
        const auto typed = reinterpret_cast<R (*)(A...)>(function);
        if constexpr (std::is_void_v<R>) {
            std::apply(typed, std::move(decoded));
            if (result != nullptr)
                result->none();
        } else {
            auto value = std::apply(typed, std::move(decoded));
            if (result != nullptr)
                Codec<std::decay_t<R>>::write(*result, value);
        }
        return {};
    }

    static Status call_each(AnyFunction function, std::string_view calls, std::size_t count, std::string &results) {
        const auto typed = reinterpret_cast<R (*)(A...)>(function);
        if constexpr (std::is_void_v<R>) {
            return call_codec::read<Arguments>(calls, count, [&](Arguments arguments) { std::apply(typed, std::move(arguments)); });
        } else if constexpr (Plain<Arguments>::is && Plain<std::decay_t<R>>::is) {
            using Result = Plain<std::decay_t<R>>;
            std::size_t place = results.size();
            results.resize(place + count * Result::size);
            return call_codec::read<Arguments>(calls, count, [&](Arguments arguments) {
                Result::write(results.data() + place, std::apply(typed, std::move(arguments)));
                place += Result::size;
            });
        } else {
            std::vector<Arguments> all;
            all.reserve(count);
            POOLSCOPE_TRY(call_codec::read<Arguments>(calls, count, [&](Arguments arguments) { all.push_back(std::move(arguments)); }));
            auto next = all.begin();
            call_codec::write<std::decay_t<R>>(results, count, [&] { return std::apply(typed, std::move(*next++)); });
            return {};
        }
    }

    static Status show_results(std::string_view results, std::size_t count, bool is_single, PickleWriter &writer) {
        auto list = is_single ? std::nullopt : std::optional(writer.begin_list(count));
        const auto next = [&] {
            if (list)
                list->next();
        };
        Status status;
        if constexpr (std::is_void_v<R>) {
            for (std::size_t index = 0; index < count; ++index) {
                next();
                writer.none();
            }
        } else {
            status = call_codec::read<std::decay_t<R>>(results, count, [&](const std::decay_t<R> &value) {
                next();
                write_object(writer, value);
            });
        }
        if (list)
            list->end();
        return status;
    }
};

struct TaskRegistration {
    template <class R, class... A> TaskRegistration(std::string_view name, R (*function)(A...)) {
        using Call = TaskCall<R (*)(A...)>;
        task_registry::add({name, reinterpret_cast<AnyFunction>(function), &Call::call, &Call::call_each, &Call::show_results});
    }
};

} // namespace detail

} // namespace poolscope

// Registers a function under its own name, at namespace scope. Overloaded functions and templates need a name of their own.
#define POOLSCOPE_TASK(function)                                                                                       \
    static const ::poolscope::detail::TaskRegistration POOLSCOPE_CONCAT(poolscope_task_, __COUNTER__)(#function, &function)
