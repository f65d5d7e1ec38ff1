// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where a thread is: the kernel function and the system call in which it sleeps (proc(5): wchan, syscall, status).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace poolscope::observe {

struct SystemCall {
    long number = -1;
    std::array<std::uint64_t, 6> arguments{};
    bool operator==(const SystemCall &) const = default;
};

struct ThreadState {
    pid_t id = 0;
    std::string name;
    char letter = '?';
    std::string wait_channel;       // while the call is not visible, or hides another; empty while it runs, and when we may not know
    std::optional<SystemCall> call; // nothing while it runs, outside of any call, and when we may not know
    bool is_call_visible = false;   // false: we may not know
    std::uint64_t turns = 0;        // grows whenever it is given a CPU: unchanged means that it did not run
    std::uint64_t caught_signals = 0; // bit N−1: signal N has a handler
    uid_t owner = 0;                // effective

    bool sleeps() const { return letter == 'S'; }
    bool catches(int signal) const { return (caught_signals >> (signal - 1) & 1) != 0; }
};

// Nothing for a thread that runs or is in no system call.
std::optional<SystemCall> parse_system_call(std::string_view text);
// Where it is in its code and its stack fits into 32 bits: it may be a 32-bit program's, whose calls have other numbers.
bool may_be_ia32(std::string_view text);
// name, letter, turns (its context switches) and caught signals.
void add_thread_status(ThreadState &thread, std::string_view status);
// "read", "futex", …; "call 999" and "32-bit call 999" for those without a name here.
std::string system_call_name(long number);

} // namespace poolscope::observe
