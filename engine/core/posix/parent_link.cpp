// SPDX-License-Identifier: Apache-2.0
#include "engine/core/posix/parent_link.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace poolscope::posix {

namespace {

// All parent ends of this process. The lock is held across every fork, so that the child finds the list whole.
struct Ends {
    std::mutex mutex;
    std::vector<int> fds;

    Ends() {
        ::pthread_atfork([] { instance().mutex.lock(); }, [] { instance().mutex.unlock(); },
                         [] {
                             for (const int fd : instance().fds)
                                 ::close(fd);
                             instance().fds.clear();
                             instance().mutex.unlock();
                         });
    }
    static Ends &instance() {
        static auto *ends = new Ends; // never destroyed: exit handlers of other objects may still come here
        return *ends;
    }
};

[[maybe_unused]] const auto &made_early = Ends::instance();

std::atomic<int> sentinel{-1};

} // namespace

ParentEnd::ParentEnd(UniqueFd write_end) : fd_(write_end.release()) {
    Ends &ends = Ends::instance();
    const std::lock_guard lock(ends.mutex);
    ends.fds.push_back(fd_);
}

ParentEnd::ParentEnd(ParentEnd &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

ParentEnd &ParentEnd::operator=(ParentEnd &&other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

ParentEnd::~ParentEnd() {
    if (fd_ < 0)
        return;
    Ends &ends = Ends::instance();
    const std::lock_guard lock(ends.mutex);
    // In a forked child the list was emptied and the descriptor closed: its number may belong to something else now.
    const auto found = std::find(ends.fds.begin(), ends.fds.end(), fd_);
    if (found == ends.fds.end())
        return;
    ends.fds.erase(found);
    ::close(fd_);
}

Status die_with_parent(UniqueFd read_end) {
    const int fd = read_end.release();
    sentinel.store(fd);
    if (::fcntl(fd, F_SETOWN, ::getpid()) != 0 || ::fcntl(fd, F_SETSIG, SIGKILL) != 0)
        return os_failure("fcntl", "F_SETSIG on the parent link");
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_ASYNC | O_NONBLOCK) != 0)
        return os_failure("fcntl", "O_ASYNC on the parent link");
    pollfd entry{fd, POLLIN, 0};
    if (::poll(&entry, 1, 0) > 0 && (entry.revents & POLLHUP) != 0)
        ::raise(SIGKILL);
    return {};
}

void watch_parent(UniqueFd read_end) {
    sentinel.store(read_end.release());
}

int parent_sentinel() {
    return sentinel.load();
}

} // namespace poolscope::posix
