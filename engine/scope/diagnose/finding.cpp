// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/diagnose/finding.h"

#include <algorithm>
#include <array>

namespace poolscope::diagnose {

std::string_view to_string(FindingKind kind) {
    constexpr std::array<std::string_view, 37> names{
        "join_before_drain", "lock_cycle", "self_lock", "orphaned_lock", "dead_pool_reader", "fork_with_held_lock", "missing_eof",
        "self_pipe", "cross_write", "cross_read", "pool_task_lost", "cut_message", "empty_queue", "unnotified", "ring", "ghost_end", "nobody_reads", "own_threads", "stuck", "results_unread", "timed_ring", "stopped", "crash_loop", "task_lost", "pool_broken", "owner_died", "task_failed",
        "resource_leaked", "events_lost", "slow_reader", "too_few_cpus", "small_tasks", "fork_with_threads", "zombie", "orphan", "obituary", "partial_frame"};
    static_assert(names.size() == static_cast<std::size_t>(FindingKind::partial_frame) + 1);
    return names.at(static_cast<std::size_t>(kind));
}

void Finding::add_limit(std::int64_t from_ns, std::int64_t wait_ns) {
    if (wait_ns <= 0)
        return;
    const std::int64_t left_ns = std::max<std::int64_t>(wait_ns - (since_ns - from_ns), 0);
    limit_ns = count++ == 0 ? left_ns : std::min(limit_ns, left_ns);
}

std::string_view to_string(Severity severity) {
    constexpr std::array<std::string_view, 3> names{"error", "warning", "information"};
    return names.at(static_cast<std::size_t>(severity));
}

} // namespace poolscope::diagnose
