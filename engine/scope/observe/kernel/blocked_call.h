// SPDX-License-Identifier: Apache-2.0
#pragma once

// On what a sleeping thread waits, told from its system call and arguments. What it waits for is named as the process itself
// names it (descriptor numbers, addresses, pids); Snapshot knows the objects behind them.

#include "engine/scope/observe/kernel/process_source.h"

#include <cstdint>
#include <vector>

namespace poolscope::observe {

enum class BlockKind : std::uint8_t {
    none,          // does not sleep, or in no system call
    unseen,        // sleeps, and we may not know in which call
    read,
    write,
    accept,
    poll,          // poll, select, epoll: for any of several descriptors
    child,         // wait for a child
    shared_futex,  // a lock in memory that processes share
    private_futex, // a lock of the threads of this process
    file_lock,     // for a lock on the file behind a descriptor
    sleep,         // for a time, or until a signal comes
    other,
};

// One descriptor on which a thread waits, and for what.
struct AwaitedDescriptor {
    int number = -1;
    Direction direction = Direction::read;
};

struct BlockedCall {
    BlockKind kind = BlockKind::none;
    bool has_timeout = false;
    std::int64_t limit_ns = 0;  // of one with a timeout: it sleeps so long from now at most; 0: not known
    bool is_guessed = false;    // told from where in the kernel it sleeps: it waits for one of the descriptors
    bool is_event_loop = false; // waits with epoll, as a program does whose own signal handlers and threads wake it through a pipe
    std::vector<AwaitedDescriptor> descriptors; // read, write, accept, poll, file_lock
    bool are_all_known = true;                  // false: the list of a poll could not be read
    std::uint64_t address = 0;                  // of a futex
    std::uint64_t wanted = 0;                   // bytes, of a read into one piece
    pid_t child = -1;                           // −1: any of its children
};

// `descriptors` are those of the process, for epoll and pidfds.
BlockedCall blocked_call(ProcessSource &source, ProcessKey process, const ThreadState &thread,
                         const std::vector<Descriptor> &descriptors);

} // namespace poolscope::observe
