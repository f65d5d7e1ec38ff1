// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a process may use at most and how near it is: by its control group (cgroups(7)) and by its own limits (getrlimit(2)).

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::inspect {

enum class LimitKind : std::uint8_t {
    memory,         // bytes, of the control group
    processes,      // of the control group
    cpu,            // thousandths of a CPU, of the control group
    descriptors,    // RLIMIT_NOFILE
    user_processes, // RLIMIT_NPROC
    address_space,  // bytes, RLIMIT_AS
    file_size,      // bytes, RLIMIT_FSIZE
    cpu_time,       // seconds, RLIMIT_CPU
};
std::string_view to_string(LimitKind kind);

struct Limit {
    LimitKind kind = LimitKind::memory;
    std::int64_t maximum = 0;
    std::optional<std::int64_t> used; // where it is counted
    std::string group;                // whose limit it is; empty for one of the process itself
    bool operator==(const Limit &) const = default;
};

// From /proc/PID/cgroup. A limit of a group above counts as well: the tightest is told. Only what can be read, and what limits something.
std::vector<Limit> control_group_limits(std::string_view proc_cgroup, const std::filesystem::path &mount = "/sys/fs/cgroup");
// From /proc/PID/limits, those that limit something; what is used of them is left open.
std::vector<Limit> resource_limits(std::string_view proc_limits);

} // namespace poolscope::inspect
