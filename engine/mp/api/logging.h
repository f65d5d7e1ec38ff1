// SPDX-License-Identifier: Apache-2.0
#pragma once

// The engine's own log as programs use it (Python: multiprocessing.get_logger). One a program: children take over its level.
// Any thread.

#include "engine/core/base/log.h"

#include <optional>
#include <string_view>
#include <utility>

namespace poolscope {

class Logger {
public:
    static constexpr std::string_view name = "multiprocessing";
    LogLevel level() const { return log_level(); }
    void set_level(LogLevel level) { set_log_level(level); }
    bool is_enabled_for(LogLevel level) const { return level >= log_level(); }

    template <class... A> void log(LogLevel level, fmt::format_string<A...> format, A &&...arguments) {
        poolscope::log(level, format, std::forward<A>(arguments)...);
    }
    template <class... A> void debug(fmt::format_string<A...> format, A &&...arguments) {
        log(LogLevel::debug, format, std::forward<A>(arguments)...);
    }
    template <class... A> void info(fmt::format_string<A...> format, A &&...arguments) {
        log(LogLevel::info, format, std::forward<A>(arguments)...);
    }
    template <class... A> void warning(fmt::format_string<A...> format, A &&...arguments) {
        log(LogLevel::warning, format, std::forward<A>(arguments)...);
    }
    template <class... A> void error(fmt::format_string<A...> format, A &&...arguments) {
        log(LogLevel::error, format, std::forward<A>(arguments)...);
    }
};

inline Logger &get_logger() {
    static Logger logger;
    return logger;
}

// Lines go to standard error from the start, as "[LEVEL/ProcessName] message"; with a level, all from that level on.
inline Logger &log_to_stderr(std::optional<LogLevel> level = std::nullopt) {
    if (level)
        set_log_level(*level);
    return get_logger();
}

} // namespace poolscope
