// SPDX-License-Identifier: Apache-2.0
#pragma once

// A started process that is the starter's own child: fork and spawn.

#include "engine/mp/process/popen.h"

namespace poolscope {

class PopenDirect : public Popen {
public:
    // `link` is the write end whose closing ends the child.
    static Result<std::unique_ptr<Popen>> of(pid_t pid, UniqueFd link);
    Result<std::optional<posix::ExitCode>> poll() override;
};

Result<std::unique_ptr<Popen>> start_spawn(const ProcessBody &body, ChildSetup setup);
Result<std::unique_ptr<Popen>> start_fork(const ProcessBody &body, ChildSetup setup);
Result<std::unique_ptr<Popen>> start_forkserver(const ProcessBody &body, ChildSetup setup);

} // namespace poolscope
