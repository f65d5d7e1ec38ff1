// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/trace/thread_status.h"

#include "engine/scope/observe/kernel/proc_file.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>

namespace poolscope::trace {

long number_in_status(pid_t thread, const char *label) {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/status", thread);
    const auto status = observe::read_file(AT_FDCWD, path, 8192);
    const std::size_t at = status ? status->find(label) : std::string::npos;
    return at == std::string::npos ? 0 : std::strtol(status->c_str() + at + std::char_traits<char>::length(label), nullptr, 10);
}

} // namespace poolscope::trace
