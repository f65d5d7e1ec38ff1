// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was asked of a pool in one call, and what has become of it: one chunk for apply, several for map. Every chunk ends
// in exactly one of value, error, lost and cancelled. Filled by the pool's thread, waited for by any other.

#include "engine/core/base/clock.h"
#include "engine/core/base/error.h"
#include "engine/mp/pool/pool_options.h"

#include <atomic>
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

    Job(std::int64_t number, std::size_t chunks, TaskPolicy policy = {}) : number_(number), policy_(policy), outcomes_(chunks) {}

    std::int64_t number() const { return number_; }
    const TaskPolicy &policy() const { return policy_; }
    // Called once per chunk; later calls for it change nothing. After the last chunk, waiters wake and the callbacks run,
    // on the calling thread.
    void finish(std::size_t chunk, Outcome outcome);
    // Runs at once when the job has ended already.
    void when_done(std::function<void()> callback);
    void tell_started() { is_started_.store(true, std::memory_order_relaxed); }

    // True when all chunks have ended.
    bool wait(Deadline deadline);
    bool is_ready() const;
    bool is_started() const { return is_started_.load(std::memory_order_relaxed); }
    // The outcomes; only when ready.
    const std::vector<Outcome> &outcomes() const { return outcomes_; }

private:
    const std::int64_t number_;
    const TaskPolicy policy_;
    std::atomic<bool> is_started_{false};
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Outcome> outcomes_;
    std::size_t ended_ = 0;
    std::vector<std::function<void()>> callbacks_;
};

} // namespace poolscope
