// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/inspect/thread_details.h"

#include <algorithm>

namespace poolscope::inspect {

Threads threads_of(observe::ProcessSource &source, ProcessKey process) {
    Threads found;
    std::vector<ThreadDetails> &threads = found.threads;
    for (observe::ThreadState &state : source.threads(process).value_or(std::vector<observe::ThreadState>())) {
        if (state.wait_channel.empty())
            state.wait_channel = source.wait_channel(process, state.id).value_or(std::string());
        threads.push_back({std::move(state), {}, {}});
    }
    const auto thread = [&](pid_t id) {
        return std::find_if(threads.begin(), threads.end(), [&](const ThreadDetails &each) { return each.state.id == id; });
    };
    auto python = python_stacks(source, process);
    if (!python && python.error().code != ErrorCode::not_found)
        found.python_obstacle = python.error();
    for (PythonThread &stack : python.value_or(std::vector<PythonThread>()))
        if (const auto whose = thread(stack.id); whose != threads.end())
            whose->python = std::move(stack);
    for (NativeThread &stack : native_stacks(source, process).value_or(std::vector<NativeThread>()))
        if (const auto whose = thread(stack.id); whose != threads.end())
            whose->native = std::move(stack);
    return found;
}

} // namespace poolscope::inspect
