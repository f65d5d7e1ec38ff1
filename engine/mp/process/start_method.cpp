// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/start_method.h"

#include "engine/mp/process/after_fork.h"

#include <cstdlib>
#include <fmt/format.h>
#include <mutex>

namespace poolscope::start_methods {

namespace {
ForkAwareThreadLock mutex;
std::optional<StartMethod> chosen;
} // namespace

std::vector<StartMethod> all() {
    return {StartMethod::forkserver, StartMethod::fork, StartMethod::spawn};
}

Result<StartMethod> parse(std::string_view name) {
    const StartMethod method = start_method_from(name);
    if (method == StartMethod::none)
        return failure(ErrorCode::invalid_argument, "start method",
                       fmt::format("cannot find context for '{}': the start methods are spawn, fork and forkserver", name));
    return method;
}

StartMethod default_method() {
    const char *wanted = std::getenv("POOLSCOPE_START_METHOD");
    const StartMethod method = wanted != nullptr ? start_method_from(wanted) : StartMethod::none;
    return method != StartMethod::none ? method : all().front();
}

StartMethod get() {
    const std::lock_guard lock(mutex);
    if (!chosen)
        chosen = default_method();
    return *chosen;
}

std::optional<StartMethod> get_if_set() {
    const std::lock_guard lock(mutex);
    return chosen;
}

Status set(std::optional<StartMethod> method, Force force) {
    const std::lock_guard lock(mutex);
    if (chosen && force == Force::no)
        return failure(ErrorCode::wrong_state, "set_start_method", "context has already been set");
    chosen = method;
    return {};
}

} // namespace poolscope::start_methods
