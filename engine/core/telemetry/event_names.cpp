// SPDX-License-Identifier: Apache-2.0
#include "engine/core/telemetry/event.h"

#include <algorithm>
#include <iterator>

namespace poolscope {

namespace {

constexpr std::string_view event_kinds[] = {
    "?", "gap", "sample_begin", "sample_end", "note", "program_started", "program_exited",
    "process_started", "process_role", "process_ready", "process_adopted", "process_state", "process_metric", "process_exited",
    "wait_begin", "wait_end",
    "channel_created", "channel_opened", "channel_closed", "message_sent", "message_received", "message_dropped", "queue_depth",
    "pool_created", "pool_resized", "pool_closed", "worker_joined", "worker_left",
    "task_submitted", "task_assigned", "task_started", "task_finished", "task_lost", "task_cancelled", "task_retried",
    "lock_created", "lock_acquired", "lock_released", "lock_broken",
    "resource_registered", "resource_unregistered", "resource_leaked",
    "console_output", "insight",
    "thread_blocked", "thread_unblocked", "free_threads",
    "out_of_memory", "resource_opened", "resource_closed", "message_torn", "thread_activity",
    "pool_pace",
};
constexpr std::string_view start_methods[] = {"none", "spawn", "fork", "forkserver"};
constexpr std::string_view roles[] = {"unknown", "main", "worker", "process", "forkserver", "resource_tracker", "manager", "zygote", "host"};
constexpr std::string_view process_states[] = {"unknown", "starting", "running", "sleeping", "waiting", "stopped", "zombie", "dead"};
constexpr std::string_view channel_kinds[] = {"unknown", "pipe", "duplex_pipe", "queue", "simple_queue", "joinable_queue", "tasks", "results", "socket"};
constexpr std::string_view carriers[] = {"unknown", "descriptor", "shared_memory"};
constexpr std::string_view directions[] = {"none", "read", "write", "both"};
constexpr std::string_view wait_kinds[] = {"none", "receive", "send", "get", "put", "join", "acquire", "task", "result", "connect", "pause", "child"};
constexpr std::string_view task_outcomes[] = {"pending", "running", "value", "error", "lost", "cancelled"};
constexpr std::string_view lock_kinds[] = {"unknown", "lock", "rlock", "semaphore", "bounded_semaphore", "condition", "event", "barrier", "file"};
// In Python.
constexpr std::string_view lock_classes[] = {"SemLock", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "Event", "Barrier", "file lock"};
constexpr std::string_view resource_kinds[] = {"unknown", "semaphore", "shared_memory", "directory", "socket"};
constexpr std::string_view metrics[] = {"cpu_ns", "rss_bytes", "pss_bytes", "descriptors", "inherited_descriptors", "threads", "start_ns", "private_bytes"};
constexpr std::string_view certainties[] = {"observed", "inferred", "heuristic"};
constexpr std::string_view aspects[] = {"processes", "descriptors", "waits", "waiting_messages", "messages", "locks"};
constexpr std::string_view sights[] = {"unseen", "partly", "seen"};
constexpr std::string_view hindrances[] = {"none", "sampled", "no_news", "ended", "other_user", "not_permitted", "traced_already",
                                           "foreign_kind", "privileged", "not_all", "buffered", "no_call"};

static_assert(std::size(event_kinds) == static_cast<std::size_t>(telemetry::last_event_kind) + 1);

template <class Enum, std::size_t size> std::string_view name(const std::string_view (&names)[size], Enum value) {
    const auto index = static_cast<std::size_t>(value);
    return index < size ? names[index] : "?";
}


// The first for a name that is none of them.
template <class Enum, std::size_t count> Enum named(const std::string_view (&names)[count], std::string_view text) {
    const auto found = std::find(std::begin(names), std::end(names), text);
    return static_cast<Enum>(found == std::end(names) ? 0 : found - std::begin(names));
}

} // namespace

std::string_view to_string(EventKind value) { return name(event_kinds, value); }
std::string_view to_string(StartMethod value) { return name(start_methods, value); }
std::string_view to_string(Role value) { return name(roles, value); }
std::string_view to_string(ProcessState value) { return name(process_states, value); }
std::string_view to_string(ChannelKind value) { return name(channel_kinds, value); }
std::string_view to_string(Carrier value) { return name(carriers, value); }
std::string_view to_string(Direction value) { return name(directions, value); }
std::string_view to_string(WaitKind value) { return name(wait_kinds, value); }
std::string_view to_string(TaskOutcome value) { return name(task_outcomes, value); }
std::string_view to_string(LockKind value) { return name(lock_kinds, value); }
std::string numbered_name(LockKind kind, std::uint32_t number) { return std::string(name(lock_classes, kind)) + '-' + std::to_string(number); }
std::string_view to_string(ResourceKind value) { return name(resource_kinds, value); }
std::string_view to_string(Metric value) { return name(metrics, value); }
std::string_view to_string(Certainty value) { return name(certainties, value); }
std::string_view to_string(Aspect value) { return name(aspects, value); }
std::string_view to_string(Sight value) { return name(sights, value); }
std::string_view to_string(Hindrance value) { return name(hindrances, value); }

StartMethod start_method_from(std::string_view text) { return named<StartMethod>(start_methods, text); }
ResourceKind resource_kind_from(std::string_view text) { return named<ResourceKind>(resource_kinds, text); }

} // namespace poolscope
