// SPDX-License-Identifier: Apache-2.0
#pragma once

// The kernel's own news of processes, of the whole machine (Documentation/driver-api/connector.rst, cn_proc): who forked,
// executed a program, ended. Unprivileged since Linux 6.6, for root before; not within a pid namespace of one's own.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"

#include <cstdint>
#include <sys/types.h>
#include <vector>

namespace poolscope::observe {

enum class ProcessNewsKind { started, executed, ended };

struct ProcessNews {
    ProcessNewsKind kind = ProcessNewsKind::started;
    std::int64_t time_ns = 0; // CLOCK_MONOTONIC, when it happened
    std::uint64_t ticks = 0;  // the same moment as ProcessKey::start_ticks counts, give or take one
    pid_t pid = 0;
    pid_t parent = 0;         // of a started one
    int wait_status = 0;      // of an ended one: that of its first thread
};

struct NewsBatch {
    std::vector<ProcessNews> news;
    bool is_complete = true; // false: the kernel had to drop some since the last batch
};

class ProcConnector {
public:
    // permission or unsupported where the kernel does not tell us.
    static Result<ProcConnector> open();

    int descriptor() const { return socket_.get(); } // readable when there are news
    // Everything that waits; never blocks.
    NewsBatch receive();

private:
    explicit ProcConnector(UniqueFd socket) : socket_(std::move(socket)) {}
    UniqueFd socket_;
};

} // namespace poolscope::observe
