// SPDX-License-Identifier: Apache-2.0
#pragma once

// What ptrace(2) does to one thread of another process. Every call must come from the one thread that seized it, and all but
// seize() and interrupt() only while the traced thread stands still. A thread that is gone is not_found: data, no failure.

#include "engine/core/base/error.h"
#include "engine/scope/trace/target_memory.h"

#include <array>
#include <cstdint>
#include <sys/types.h>

namespace poolscope::trace {

enum class CallStop : std::uint8_t { none, entry, exit };

struct CallState {
    CallStop stop = CallStop::none;
    bool is_known = false;                // of a calling convention that we know; a 32-bit program's is told as this machine's own
    WordSize words = WordSize::of_64_bits; // of what the arguments point to
    long number = -1;                     // at the entry
    std::array<std::uint64_t, 6> arguments{};
    std::int64_t result = 0; // at the exit: −errno for an error
};

// Begins to trace without stopping it; what it forks and clones is traced from its first instruction. permission when the kernel
// refuses, not_found when it is gone or a zombie.
Status seize(pid_t thread);
// Makes it stop soon.
Status interrupt(pid_t thread);
// Lets it run to its next system call's beginning or end, delivering `signal` first if it is not 0.
Status go_on(pid_t thread, int signal = 0);
// Leaves it in the stop of its job control (SIGSTOP), and hears when that ends.
Status listen(pid_t thread);
Status detach(pid_t thread, int signal = 0);
Result<CallState> call_state(pid_t thread);
// The number that came with an event, e.g. the new thread's id.
Result<std::uint64_t> event_message(pid_t thread);

// Being stopped by us ends some calls with EINTR that would not have ended for any other reason (epoll_wait, semop, sigtimedwait,
// recv with a time limit: signal(7)). Has such a call made again, as if nothing had been; true when there was one.
bool cure_interruption(pid_t thread);

} // namespace poolscope::trace
