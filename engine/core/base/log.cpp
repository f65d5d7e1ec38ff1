// SPDX-License-Identifier: Apache-2.0
#include "engine/core/base/log.h"

#include <atomic>
#include <unistd.h>

namespace poolscope {

namespace {
std::atomic<LogLevel> threshold{LogLevel::warning};
std::string process_name = "MainProcess";

const char *label(LogLevel level) {
    switch (level) {
    case LogLevel::subdebug: return "SUBDEBUG";
    case LogLevel::debug: return "DEBUG";
    case LogLevel::info: return "INFO";
    case LogLevel::subwarning: return "SUBWARNING";
    case LogLevel::warning: return "WARNING";
    case LogLevel::error: return "ERROR";
    case LogLevel::off: break;
    }
    return "OFF";
}
} // namespace

void set_log_level(LogLevel level) {
    threshold.store(level, std::memory_order_relaxed);
}

LogLevel log_level() {
    return threshold.load(std::memory_order_relaxed);
}

void set_log_process_name(std::string name) {
    process_name = std::move(name);
}

void log_line(LogLevel level, std::string_view text) {
    const std::string line = fmt::format("[{}/{}] {}\n", label(level), process_name, text);
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

} // namespace poolscope
