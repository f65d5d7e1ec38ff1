// SPDX-License-Identifier: Apache-2.0
#pragma once

// Turns a function and its arguments into what a process runs: the call itself for a forked copy, the task's name and the
// encoded arguments for everything else.

#include "engine/mp/process/inheritance.h"
#include "engine/mp/process/popen.h"
#include "engine/mp/task/task_registry.h"

#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace poolscope {

// A process as an object: its members travel, run() is what the child does (Python: a subclass of Process that overrides run).
template <class T>
concept Runnable = requires(T &object) { object.run(); };
template <Runnable T> void run_object(T object) {
    object.run();
}

namespace detail {

template <class Tuple> struct AllEncodable;
template <class... T> struct AllEncodable<std::tuple<T...>> : std::bool_constant<(Encodable<T> && ...)> {};

template <class Call, class Tuple> ProcessBody body_of(Call call, Tuple arguments, const Task *task) {
    auto shared = std::make_shared<Tuple>(std::move(arguments));
    ProcessBody body;
    body.body = [call = std::move(call), shared]() mutable { std::apply(call, *shared); };
    if (task == nullptr)
        return body;
    body.task_name = task->name;
    if constexpr (AllEncodable<Tuple>::value)
        body.encode = [shared] { return encode_for_transfer(*shared); };
    else
        body.encode = []() -> Result<std::string> {
            return failure(ErrorCode::wrong_type, "encode", "an argument has a type that cannot be sent to another process");
        };
    return body;
}

} // namespace detail

// A function: found by its registered name. The arguments become the function's own parameter types here, so that a wrong
// one does not compile.
template <class R, class... P, class... A>
    requires std::is_invocable_v<R (*)(P...), A...>
ProcessBody make_body(R (*function)(P...), A &&...arguments) {
    return detail::body_of(function, std::tuple<std::decay_t<P>...>(std::forward<A>(arguments)...),
                           task_registry::find(reinterpret_cast<AnyFunction>(function)));
}

// Any other callable: only a forked copy can run it.
template <class F, class... A>
    requires(!std::is_pointer_v<std::decay_t<F>> && std::is_invocable_v<std::decay_t<F> &, std::decay_t<A> &...>)
ProcessBody make_body(F &&callable, A &&...arguments) {
    return detail::body_of(std::decay_t<F>(std::forward<F>(callable)),
                           std::tuple<std::decay_t<A>...>(std::forward<A>(arguments)...), nullptr);
}

// The same for an object with a run(), whose class then names the process.
struct NamedBody {
    ProcessBody body;
    std::string kind; // empty for a function
};
template <class F, class... A> NamedBody make_named_body(F &&function, A &&...arguments) {
    if constexpr (Runnable<std::decay_t<F>>) {
        static_assert(sizeof...(A) == 0, "Poolscope: an object's run() takes no arguments; give them to the object.");
        ProcessBody body = make_body(&run_object<std::decay_t<F>>, std::forward<F>(function));
        std::string kind = body.task_name;
        return {std::move(body), std::move(kind)};
    } else {
        constexpr bool fits = requires { make_body(std::forward<F>(function), std::forward<A>(arguments)...); };
        static_assert(fits, "Poolscope: a process runs a function, a lambda, or an object with a run(), and the arguments that "
                            "follow it must be those that it takes.");
        if constexpr (fits)
            return {make_body(std::forward<F>(function), std::forward<A>(arguments)...), {}};
        else
            return {};
    }
}

} // namespace poolscope

// Registers a class with a run() under its own name, at namespace scope.
#define POOLSCOPE_PROCESS(Class)                                                                                       \
    static const ::poolscope::detail::TaskRegistration POOLSCOPE_CONCAT(poolscope_task_, __COUNTER__)(                 \
        #Class, &::poolscope::run_object<Class>)
