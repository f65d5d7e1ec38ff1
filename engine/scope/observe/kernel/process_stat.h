// SPDX-License-Identifier: Apache-2.0
#pragma once

// What /proc/PID/stat says of a process (proc(5)): the cheapest look there is, allowed for every process that can be seen.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"
#include "engine/core/telemetry/event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolscope::observe {

struct ProcessStat {
    ProcessKey key;
    std::string name;  // the kernel's: at most 15 bytes for a program, any bytes
    char letter = '?'; // the state as the kernel writes it
    ProcessState state = ProcessState::unknown;
    pid_t parent = 0;
    pid_t group = 0;
    pid_t session = 0;
    std::int64_t cpu_ns = 0; // user and system time of all its threads
    std::int64_t rss_bytes = 0;
    int threads = 0;
    std::uint64_t caught_signals = 0; // bit N−1: signal N has a handler; of the first 31
    // Differs after every execve(2), because the address space is laid out anew, and is the same in a child that was forked
    // without one. 0 when we may not look at the process's memory, and for a zombie.
    std::uint64_t image = 0;
    // Equal numbers: no thread of it was given a CPU in between. Nothing where that was not asked when this was read.
    std::optional<std::uint64_t> activity;
    // As wait(2) gives it, for a zombie. 0 also when we may not know.
    int wait_status = 0;

    // A process whose first thread ended while others run is a zombie only to the letter.
    bool has_ended() const { return state == ProcessState::dead || (state == ProcessState::zombie && threads <= 1); }
};

constexpr std::size_t longest_stat = 1024; // 52 numbers of at most 20 digits, and 64 bytes of name
Result<ProcessStat> parse_process_stat(std::string_view text);

// Python's exitcode of a wait(2) status: the code given to exit(), or −N when signal N ended the process.
int exit_code_of(int wait_status);

} // namespace poolscope::observe
