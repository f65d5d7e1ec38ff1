// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which process a pid stands for now. A process that is gone is ErrorCode::not_found: normal, never exceptional.

#include "engine/core/base/error.h"
#include "engine/core/base/process_key.h"

#include <atomic>

namespace poolscope::posix {

// Reads /proc/PID/stat (proc(5)); about 7 µs.
Result<ProcessKey> process_key_of(pid_t pid);
// The calling process; read once, and again after a fork.
ProcessKey own_process_key();
// The thread of the calling process that runs this, as the kernel numbers it.
pid_t own_thread_id();
// Both at once, the key packed, without a system call.
struct ThreadIdentity {
    std::uint64_t process = 0;
    pid_t thread = 0;
};
namespace detail {
// The own key, packed, in a page that the kernel clears in a forked child; null until somebody asked, and where it cannot.
extern constinit std::atomic<std::atomic<std::uint64_t> *> own_page;
extern constinit thread_local ThreadIdentity own_thread;
ThreadIdentity learn_own_identity();
} // namespace detail
inline ThreadIdentity own_identity() {
    const std::atomic<std::uint64_t> *const page = detail::own_page.load(std::memory_order_acquire);
    const std::uint64_t process = page != nullptr ? page->load(std::memory_order_relaxed) : 0;
    // Not so in a thread that is new, nor in a forked child, whose thread has the memory of the parent's.
    if (process != 0 && detail::own_thread.process == process) [[likely]]
        return detail::own_thread;
    return detail::learn_own_identity();
}
// The parent as the kernel has it now.
ProcessKey parent_process_key();
// Still the same process: neither gone, nor a zombie that only waits to be reaped.
bool is_running(ProcessKey key);
// By SIGSTOP or its like, or by a debugger.
bool is_stopped(ProcessKey key);
// No program: it has no memory, descriptors or calls of its own.
bool is_kernel_thread(ProcessKey key);
// Whether that thread of the calling process is over: one that was joined a moment ago may still be listed.
bool is_thread_over(pid_t thread);

} // namespace poolscope::posix
