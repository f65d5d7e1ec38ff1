// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tells whether it was the kernel that ended a process, for want of memory (the "OOM killer"): by its log, which names the process,
// and by the counter of kills that a cgroup keeps (memory.events of cgroup v2, memory.oom_control of v1). Where neither may be read,
// there is no sign, and nothing is claimed. Belongs to one thread.

#include "engine/core/base/process_key.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/telemetry/event.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace poolscope::observe {

class MemoryKills {
public:
    struct Places {
        std::filesystem::path processes = "/proc", cgroups = "/sys/fs/cgroup", kernel_log = "/dev/kmsg";
    };

    // Counts from now on what happens in the cgroup of `root`.
    explicit MemoryKills(ProcessKey root) : MemoryKills(root, Places()) {}
    MemoryKills(ProcessKey root, Places places);

    // Of a process that SIGKILL ended. Observed: the log names it; inferred: the counter rose, and this death is the next one it may
    // be about; nothing: no sign.
    std::optional<Certainty> sign_of(ProcessKey process);
    // The same, as the event that tells it.
    std::optional<Event> event_of(ProcessKey process, std::int64_t time_ns);

private:
    struct Line {
        pid_t pid = 0;
        std::uint64_t microseconds = 0; // since the machine started
    };

    void read_log();
    std::int64_t count() const;

    Places places_;
    std::filesystem::path counter_; // empty: there is none
    std::int64_t accounted_ = 0;
    UniqueFd log_;
    std::vector<Line> killed_;
};

// The pid in one record of /dev/kmsg that says who was killed, e.g. "3,99,1234567,-;Out of memory: Killed process 42 (python3) …".
std::optional<pid_t> killed_in(std::string_view record);

} // namespace poolscope::observe
