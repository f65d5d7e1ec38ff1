// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/forkserver_setup.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/channel_pair.h"
#include "engine/core/wire/framing.h"
#include "engine/core/wire/pickle/codec.h"
#include "engine/mp/task/task_error.h"
#include "engine/mp/task/task_registry.h"

#include <cerrno>
#include <fmt/format.h>
#include <unistd.h>

namespace poolscope::forkserver {

namespace {

constexpr std::size_t maximum_setup = 65536; // what an empty pipe takes, so that the starter never waits

using Wire = std::tuple<Bytes, std::string, std::string, std::vector<std::string>, int>;

Status preload_task(const std::string &name) {
    const Task *task = task_registry::find(name);
    if (task == nullptr)
        return task_registry::not_registered(fmt::format("'{}'", name));
    try {
        return task->call(task->function, Value(Tuple{}), nullptr);
    } catch (...) {
        return failure(ErrorCode::wrong_state, "preload", task_error_of(std::current_exception()).describe());
    }
}

} // namespace

Status send_setup(int pipe, const ServerSetup &setup) {
    std::string frame;
    append_frame(frame, encode(Wire{Bytes{setup.key}, setup.watch, setup.socket, setup.preload.tasks, static_cast<int>(setup.preload.on_error)}));
    if (frame.size() > maximum_setup)
        return failure(ErrorCode::too_large, "forkserver", "the names of the tasks to preload");
    return posix::write_all(pipe, frame.data(), frame.size());
}

Result<ServerSetup> read_setup(int pipe) {
    FrameDecoder decoder(maximum_setup);
    char chunk[4096];
    for (;;) {
        const ssize_t count = ::read(pipe, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failure(ErrorCode::truncated, "read", "the forkserver's setup");
        decoder.feed({chunk, static_cast<std::size_t>(count)});
        POOLSCOPE_ASSIGN(const auto frame, decoder.next());
        if (!frame)
            continue;
        POOLSCOPE_ASSIGN(auto wire, decode<Wire>(*frame));
        auto &[key, watch, socket, tasks, on_error] = wire;
        return ServerSetup{key.data, watch, socket, {std::move(tasks), static_cast<PreloadError>(on_error)}};
    }
}

Status run_preload(const Preload &preload) {
    for (const std::string &name : preload.tasks) {
        const Status done = preload_task(name);
        if (done || preload.on_error == PreloadError::ignore)
            continue;
        if (preload.on_error == PreloadError::fail)
            return failure(ErrorCode::wrong_state, fmt::format("preload of '{}'", name), done.error().describe());
        log(LogLevel::warning, "preload of '{}' failed: {}", name, done.error().describe());
    }
    return {};
}

} // namespace poolscope::forkserver
