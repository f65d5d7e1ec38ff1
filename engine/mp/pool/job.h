// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was asked of a pool in one call, and what has become of it: one chunk for apply, several for map. Every chunk ends
// in exactly one of value, error, lost and cancelled. Filled by the pool's thread, waited for by any other.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/core/telemetry/event.h"
#include "engine/mp/task/task_error.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace poolscope {

class Job {
public:
    using Outcome = std::variant<std::monostate, std::string, Error>; // pending; the result's bytes; lost, cancelled, broken

    Job(std::int64_t number, std::size_t chunks) : number_(number), outcomes_(chunks) {}

    std::int64_t number() const { return number_; }
    // Called once per chunk. After the last one, waiters wake and `when_done` runs, on the calling thread.
    void finish(std::size_t chunk, Outcome outcome);
    void set_when_done(std::function<void()> callback) { when_done_ = std::move(callback); }

    // True when all chunks have ended.
    bool wait(Deadline deadline);
    bool is_ready() const;
    // The outcomes; only when ready.
    const std::vector<Outcome> &outcomes() const { return outcomes_; }

private:
    const std::int64_t number_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Outcome> outcomes_;
    std::size_t ended_ = 0;
    std::function<void()> when_done_;
};

} // namespace poolscope
