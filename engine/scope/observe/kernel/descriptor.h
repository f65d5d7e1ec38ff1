// SPDX-License-Identifier: Apache-2.0
#pragma once

// One open file of a process, as /proc/PID/fd and /proc/PID/fdinfo tell it (proc(5)).

#include "engine/core/telemetry/event.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::observe {

enum class DescriptorKind : std::uint8_t {
    unknown, file, folder, device, terminal, pipe, fifo, socket, eventfd, epoll, timerfd, signalfd, inotify, pidfd, memory_file,
};
std::string_view to_string(DescriptorKind kind);

// What an epoll instance waits for: the descriptor's number when it was added, and what was behind it.
struct EpollTarget {
    int number = -1;
    std::uint64_t inode = 0;
    bool operator==(const EpollTarget &) const = default;
};

struct Descriptor {
    int number = -1;
    DescriptorKind kind = DescriptorKind::unknown;
    Direction direction = Direction::none;
    // What makes it the same object in two processes: the inode; for an eventfd its id, because all have one inode.
    std::uint64_t object = 0;
    std::uint64_t device = 0; // of a named pipe
    std::string target;       // as readlink(2) gives it
    std::uint64_t count = 0;  // of an eventfd
    pid_t pid = 0;            // of a pidfd; −1 once that process has been reaped
    std::vector<EpollTarget> epoll_targets;

    bool is_readable() const { return direction == Direction::read || direction == Direction::both; }
    bool is_writable() const { return direction == Direction::write || direction == Direction::both; }
};

// Kind, target and object of a link such as "pipe:[1234]". A path is `file`, whatever it may be.
Descriptor parse_descriptor_link(std::string_view target);
// Adds what fdinfo says of an eventfd, an epoll instance and a pidfd.
void add_descriptor_info(Descriptor &descriptor, std::string_view fdinfo);

} // namespace poolscope::observe
