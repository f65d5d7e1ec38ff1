// SPDX-License-Identifier: Apache-2.0
#include "engine/mp/process/popen_direct.h"

#include "engine/core/base/log.h"
#include "engine/core/posix/channel_pair.h"
#include "engine/core/posix/process_start.h"
#include "engine/mp/process/child_main.h"

#include <fmt/ranges.h>

namespace poolscope {

Result<std::unique_ptr<Popen>> start_fork(const ProcessBody &body, ChildSetup setup) {
    if (const auto threads = posix::other_threads(); !threads.empty())
        log(LogLevel::warning,
            "fork() copies only the calling thread of this process: locks that these threads hold stay locked in the "
            "child: {}",
            fmt::join(threads, ", "));
    POOLSCOPE_ASSIGN(posix::PipePair link, posix::make_pipe());
    POOLSCOPE_ASSIGN(const pid_t pid, posix::fork_process());
    if (pid == 0) {
        link.write.reset();
        run_forked_child(setup, std::move(link.read), [&]() -> Status {
            body.body();
            return {};
        });
    }
    return PopenDirect::of(pid, std::move(link.write));
}

} // namespace poolscope
