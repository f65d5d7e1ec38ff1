// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who a process is: its pid together with the clock tick at which it started, because pids are used again.

#include <string> // before <compare>: moc cannot read libstdc++ 12's <compare> as the first standard header

#include <compare>
#include <cstdint>
#include <functional>
#include <sys/types.h>

namespace poolscope {

struct ProcessKey {
    pid_t pid = 0;                  // 1 … 2^22, the kernel's PID_MAX_LIMIT; 0 means no process
    std::uint64_t start_ticks = 0;  // field 22 of /proc/PID/stat, clock ticks since boot

    auto operator<=>(const ProcessKey &) const = default;
    explicit operator bool() const { return pid != 0; }

    // One integer that holds both, for event fields: 22 bits of pid below 42 bits of ticks (1,394 years at 100 Hz).
    std::uint64_t packed() const { return start_ticks << 22 | static_cast<std::uint64_t>(pid); }
    static ProcessKey unpack(std::uint64_t packed) {
        return {static_cast<pid_t>(packed & ((1u << 22) - 1)), packed >> 22};
    }

    std::string describe() const; // "4201@98765"
};

} // namespace poolscope

template <> struct std::hash<poolscope::ProcessKey> {
    std::size_t operator()(const poolscope::ProcessKey &key) const noexcept {
        return std::hash<std::uint64_t>{}(key.packed());
    }
};
