// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/task/task_registry.h"

#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <unordered_map>

namespace poolscope::task_registry {

namespace {
struct Tables {
    std::unordered_map<std::string_view, Task> by_name;
    std::unordered_map<AnyFunction, const Task *> by_function;
};
Tables &tables() {
    static auto *registry = new Tables; // filled by static initialisers of any file, in any order
    return *registry;
}

[[maybe_unused]] const auto &made_early = tables();
} // namespace

void add(Task task) {
    const auto [place, is_new] = tables().by_name.emplace(task.name, task);
    if (!is_new && place->second.function != task.function) {
        // Before main() there is nobody to tell but the person who starts the program.
        fmt::print(stderr, "poolscope: two functions are registered as the task '{}'; give one of them another name.\n", task.name);
        std::abort();
    }
    tables().by_function.emplace(task.function, &place->second);
}

const Task *find(std::string_view name) {
    const auto found = tables().by_name.find(name);
    return found != tables().by_name.end() ? &found->second : nullptr;
}

const Task *find(AnyFunction function) {
    const auto found = tables().by_function.find(function);
    return found != tables().by_function.end() ? found->second : nullptr;
}

Failure not_registered(std::string_view what) {
    return failure(ErrorCode::not_registered, "task",
                   fmt::format("{} is not a registered task, so another process could not find it. Write "
                               "POOLSCOPE_TASK(name) next to the function, at namespace scope.",
                               what));
}

} // namespace poolscope::task_registry
