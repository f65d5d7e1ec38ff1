// SPDX-License-Identifier: Apache-2.0
#pragma once

// The events of the present run as bytes, kept so that a recording that is asked for in the middle of it still holds all of
// it, and the recording itself. Bounded: of a very long run the oldest part is given up, and a gap says so.

#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"

#include <deque>
#include <span>
#include <string>

namespace poolscope::host {

class RunLog {
public:
    explicit RunLog(std::size_t limit = 64 * 1024 * 1024) : limit_(limit) {}

    void begin_run();
    Status append(std::span<const Event> events);
    Status record(const std::string &path);
    Result<std::string> stop();

private:
    std::deque<std::string> batches_;
    std::size_t bytes_ = 0;
    std::size_t limit_;
};

} // namespace poolscope::host
