// SPDX-License-Identifier: Apache-2.0
#pragma once

// Functions that a child can find by name, as pickle finds a module-level function: POOLSCOPE_TASK(square) next to the
// function, in every program that starts or serves it. Filled before main(), only read afterwards.

#include "engine/core/base/error.h"
#include "engine/core/wire/codec.h"
#include "engine/core/wire/pickle_writer.h"

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace poolscope {

using AnyFunction = void (*)();

struct Task {
    std::string_view name; // as written in POOLSCOPE_TASK
    AnyFunction function = nullptr;
    // Decodes the arguments (a Tuple), calls the function and writes what it returns (None for void) unless `result` is
    // null. An Error means that the arguments do not fit; what the function throws passes through.
    Status (*call)(AnyFunction function, const Value &arguments, PickleWriter *result) = nullptr;
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
};

struct TaskRegistration {
    template <class R, class... A> TaskRegistration(std::string_view name, R (*function)(A...)) {
        task_registry::add({name, reinterpret_cast<AnyFunction>(function), &TaskCall<R (*)(A...)>::call});
    }
};

} // namespace detail

} // namespace poolscope

// Registers a function under its own name, at namespace scope. Overloaded functions and templates need a name of their own.
#define POOLSCOPE_TASK(function)                                                                                       \
    static const ::poolscope::detail::TaskRegistration POOLSCOPE_CONCAT(poolscope_task_, __LINE__)(#function, &function)
