// SPDX-License-Identifier: Apache-2.0
#pragma once

// The single-threaded copy of a pool's owner from which, under fork, all of its workers are forked, replacements too: so
// no worker is ever forked beside the pool's own thread. The workers are nevertheless children of the owner (CLONE_PARENT).

#include "engine/core/posix/memory_file.h"
#include "engine/mp/pool/worker_loop.h"
#include "engine/mp/process/process_object.h"

#include <memory>

namespace poolscope {

class Zygote {
public:
    // Forks it from the calling thread.
    static Result<std::unique_ptr<Zygote>> create();
    ~Zygote();
    // A body whose process is forked by the zygote. The zygote must outlive the start.
    ProcessBody worker_body(const WorkerSeat &seat);

private:
    Result<std::unique_ptr<Popen>> start_worker(ChildSetup setup, const WorkerSeat &seat);

    // Of a start that came to nothing: nobody else knows the worker that the zygote may have forked for it.
    void end_unknown();

    UniqueFd socket_;
    posix::SharedMapping forked_; // the pid of the worker whose start has no answer yet, or 0
    std::shared_ptr<ProcessObject> process_;
};

} // namespace poolscope
