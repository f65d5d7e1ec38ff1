// SPDX-License-Identifier: Apache-2.0
#include "engine/scope/shim/told_by_program.h"

#include "engine/scope/shim/watch.h"

#include <cstdlib>
#include <cstring>

namespace poolscope::shim {

ssize_t take_telling(const void *bytes, std::size_t size) {
    char line[256];
    if (size >= sizeof line) {
        errno = EBADF;
        return -1;
    }
    std::memcpy(line, bytes, size);
    line[size] = '\0';
    if (Telling telling; telling) {
        char *rest = line;
        if (std::strncmp(line, "ready ", 6) == 0) {
            telling.event(EventKind::process_ready, 0, 0, 0, line + 6, size - 6);
        } else if (std::strncmp(line, "asked ", 6) == 0) {
            const ProcessKey child = process_of(static_cast<pid_t>(std::strtol(line + 6, &rest, 10)));
            if (child.start_ticks != 0)
                telling.event(EventKind::process_ready, child.packed(), std::strtoll(rest, nullptr, 10));
        }
    }
    return static_cast<ssize_t>(size);
}

} // namespace poolscope::shim
