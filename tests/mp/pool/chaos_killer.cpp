// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mp/pool/chaos_killer.h"

#include "engine/core/base/clock.h"
#include "engine/mp/task/task_registry.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace chaos {

struct Targets::Memory {
    std::atomic<bool> is_called_off;
    std::array<std::atomic<pid_t>, 16> pids;
};

Targets::Targets() : fd_(memfd_create("chaos-targets", MFD_CLOEXEC)) {
    if (ftruncate(fd_, sizeof(Memory)) != 0)
        std::abort();
    memory_ = static_cast<Memory *>(mmap(nullptr, sizeof(Memory), PROT_READ | PROT_WRITE, MAP_SHARED, fd_, 0));
}

Targets::~Targets() {
    munmap(memory_, sizeof(Memory));
    close(fd_);
}

void Targets::set(const std::vector<pid_t> &pids) {
    for (std::size_t index = 0; index < memory_->pids.size(); ++index)
        memory_->pids[index] = index < pids.size() ? pids[index] : 0;
}

void Targets::call_off() {
    memory_->is_called_off = true;
}

namespace {

std::string file_of(pid_t pid, const char *name) {
    std::ifstream file(fmt::format("/proc/{}/{}", pid, name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// A process is hit through a pidfd only, after a look at whether it belongs to us: a pid may be a stranger's by now.
class Victim {
public:
    explicit Victim(pid_t pid) : fd_(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))) {
        const std::string executable = fmt::format("/proc/{}/exe", pid);
        char theirs[4096], ours[4096];
        const ssize_t their_size = readlink(executable.c_str(), theirs, sizeof theirs), our_size = readlink("/proc/self/exe", ours, sizeof ours);
        is_ours_ = fd_ >= 0 && their_size > 0 && their_size == our_size && std::memcmp(theirs, ours, static_cast<std::size_t>(our_size)) == 0 &&
                   getsid(pid) == getsid(0) && pid != getpid();
    }
    Victim(Victim &&other) noexcept : fd_(std::exchange(other.fd_, -1)), is_ours_(other.is_ours_) {}
    Victim &operator=(Victim &&) = delete;
    ~Victim() {
        if (fd_ >= 0)
            close(fd_);
    }
    bool is_ours() const { return is_ours_; }
    void hit(int signal) const { syscall(SYS_pidfd_send_signal, fd_, signal, nullptr, 0); }

private:
    int fd_;
    bool is_ours_ = false;
};

} // namespace

void kill_at_random(int owner, int fd, int seed) {
    const int own = open(fmt::format("/proc/{}/fd/{}", owner, fd).c_str(), O_RDWR | O_CLOEXEC);
    auto *memory = static_cast<Targets::Memory *>(mmap(nullptr, sizeof(Targets::Memory), PROT_READ | PROT_WRITE, MAP_SHARED, own, 0));
    auto state = static_cast<unsigned>(seed);
    std::deque<Victim> stopped;
    while (!memory->is_called_off) {
        usleep(static_cast<useconds_t>(rand_r(&state) % 20'000));
        if (!stopped.empty() && (stopped.size() > 2 || rand_r(&state) % 2 == 0)) {
            stopped.front().hit(SIGCONT);
            stopped.pop_front();
        }
        const pid_t pid = memory->pids[static_cast<std::size_t>(rand_r(&state)) % memory->pids.size()];
        if (pid <= 0)
            continue;
        Victim victim(pid);
        if (!victim.is_ours())
            continue;
        const int choice = rand_r(&state) % 4;
        victim.hit(choice == 0 ? SIGKILL : choice == 1 ? SIGTERM : SIGSTOP);
        if (choice > 1)
            stopped.push_back(std::move(victim));
    }
    for (const Victim &victim : stopped)
        victim.hit(SIGCONT);
}
POOLSCOPE_TASK(kill_at_random);

int children_left() {
    std::istringstream children(file_of(getpid(), fmt::format("task/{}/children", getpid()).c_str()));
    int left = 0;
    for (pid_t pid = 0; children >> pid;) {
        const std::string command = file_of(pid, "cmdline");
        left += command.find("forkserver") == std::string::npos && command.find("tracker") == std::string::npos;
    }
    return left;
}

bool maps_dev_shm() {
    return file_of(getpid(), "maps").find("/dev/shm/") != std::string::npos;
}

} // namespace chaos
