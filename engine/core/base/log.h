// SPDX-License-Identifier: Apache-2.0
#pragma once

// The engine's own messages (Python: multiprocessing.util.get_logger). Warnings and errors are shown unless a level is set; lines go to
// standard error as "[LEVEL/ProcessName] message". Any thread may log; a line is one write(2).

#include <fmt/format.h>
#include <string>
#include <string_view>

namespace poolscope {

enum class LogLevel : int { subdebug = 5, debug = 10, info = 20, subwarning = 25, warning = 30, error = 40, off = 100 };

void set_log_level(LogLevel level);
LogLevel log_level();
// The name that stands in front of a line; the process object sets it.
void set_log_process_name(std::string name);
void log_line(LogLevel level, std::string_view text);

template <class... Args> void log(LogLevel level, fmt::format_string<Args...> format, Args &&...args) {
    if (level >= log_level())
        log_line(level, fmt::format(format, std::forward<Args>(args)...));
}

} // namespace poolscope
