// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The process that troubles the members of chaos_probe, and the list of them that it shares with it.

#include <sys/types.h>
#include <vector>

namespace chaos {

// Who may be hit. In memory that the killer finds through /proc/PID/fd, whatever the start method.
class Targets {
public:
    Targets();
    ~Targets();
    Targets(const Targets &) = delete;
    Targets &operator=(const Targets &) = delete;
    int fd() const { return fd_; }
    void set(const std::vector<pid_t> &pids);
    // The killer lets everybody go on and ends.
    void call_off();

    struct Memory;

private:
    int fd_ = -1;
    Memory *memory_ = nullptr;
};

// Until called off: SIGKILL, SIGTERM, and SIGSTOP with a SIGCONT some time later, to processes of the tree of `owner`.
void kill_at_random(int owner, int fd, int seed);

// What is left of the tree: children that are alive or zombies, but for the servers that live as long as the program.
int children_left();
// Whether this process has anything of /dev/shm.
bool maps_dev_shm();

} // namespace chaos
