// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a program's own image is started again in another role: its first argument, as Python's frozen programs have it.

#include "engine/core/base/error.h"
#include "engine/core/base/unique_fd.h"
#include "engine/core/posix/process_start.h"

#include <string>
#include <string_view>
#include <vector>

namespace poolscope {

constexpr std::string_view child_role = "--multiprocessing-fork";
constexpr std::string_view forkserver_role = "--multiprocessing-forkserver";
constexpr std::string_view resource_tracker_role = "--multiprocessing-resource-tracker";

constexpr std::size_t maximum_payload = std::size_t{1} << 31;

// The program that is run for spawn, forkserver and resource tracker (Python: set_executable); its own image by default.
void set_executable(std::string path);
std::string get_executable();
// The request for this program in that role with those descriptors at 3, 4, 5 …
posix::SpawnRequest role_request(std::string_view role, std::vector<std::string> arguments, std::vector<int> descriptors);

namespace roles {
// Whether run_role has looked at this process's arguments. Before that, an image that was started in a role does not know it.
bool were_looked_for();
void look();
bool own_image_has_one();
// Whether it is this very program that is started in a role, and no other that set_executable named.
bool run_own_image();
} // namespace roles

} // namespace poolscope
