// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/thread_group.h"

#include "engine/core/base/unique_fd.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace poolscope::posix {

pid_t process_of_thread(pid_t thread) {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/status", thread);
    const UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
    char text[512]; // it is the fourth line, behind a name of at most 64 characters (proc(5))
    const ssize_t size = file ? ::read(file.get(), text, sizeof text - 1) : -1;
    if (size <= 0)
        return 0;
    text[size] = '\0';
    const char *const line = std::strstr(text, "\nTgid:");
    return line != nullptr ? static_cast<pid_t>(std::strtol(line + 6, nullptr, 10)) : 0;
}

} // namespace poolscope::posix
