// SPDX-License-Identifier: Apache-2.0
#pragma once

// The folder of the control group in which one controller keeps a process (cgroups(7)).

#include <filesystem>
#include <optional>
#include <string_view>

namespace poolscope::observe {

struct ControlGroup {
    std::filesystem::path mount; // where the controller's groups begin
    std::filesystem::path name;  // below it, without a '/' before; empty for the root
    int version = 2;             // which says what its files are called

    std::filesystem::path folder() const { return name.empty() ? mount : mount / name; }
};

// From /proc/PID/cgroup: "4:memory:/path" of version 1, else "0::/path" of version 2, beneath `mount`. It may not be there: a container
// shows names that are not its own.
std::optional<ControlGroup> control_group(std::string_view proc_cgroup, std::string_view controller,
                                          const std::filesystem::path &mount = "/sys/fs/cgroup");

} // namespace poolscope::observe
