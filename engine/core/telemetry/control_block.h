// SPDX-License-Identifier: Apache-2.0
#pragma once

// One page that every engine process has, in a memory file that anyone with the right finds in /proc/PID/fd as
// "memfd:poolscope-control". It says who watches the process; a watcher that comes later writes itself into it. The page
// is mapped over a static object, so that asking whether anybody watches is one load from a fixed address.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace poolscope::telemetry {

struct alignas(4096) ControlBlock {
    static constexpr std::uint64_t expected_magic = 0x315254435f534f50; // "POS_CTR1"
    static constexpr std::uint32_t expected_version = 1;

    std::uint64_t magic;
    std::uint32_t version;
    std::uint32_t size;
    std::atomic<std::uint64_t> process;    // whose block it is: ProcessKey::packed()
    std::atomic<std::uint64_t> watcher;    // ProcessKey::packed() and
    std::atomic<std::int32_t> watcher_fd;  // descriptor of the watcher's segment; both valid while `watch` is not 0
    std::atomic<std::uint32_t> watch;      // 0: nobody watches; otherwise another number for each watcher that came
    std::atomic<std::uint32_t> watchers;   // how many came so far
    std::byte reserved[4096 - 44];

    // Called by watcher and watched alike; the last one wins.
    void set_watcher(ProcessKey key, std::int32_t fd);
};
static_assert(sizeof(ControlBlock) == 4096);

namespace detail {
[[gnu::visibility("hidden")]] extern ControlBlock own_control_block; // so its address needs no look-up
extern const std::atomic<std::uint32_t> *const own_watch;               // the same for programs that have the engine as a library
}

// Makes this process's block findable, and starts watching when the environment has POOLSCOPE_WATCH (a watch address).
// To be called once at the start of a program; calling it again does nothing.
Status open_control_block();

// On the watcher's side: makes a running engine process tell the watcher at that address, from its next event on.
// An empty address ends the watching. not_found when the process is gone or has no control block, permission when it is
// another user's.
Status attach_watch(pid_t pid, std::string_view address);

} // namespace poolscope::telemetry
