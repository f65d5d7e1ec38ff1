// SPDX-License-Identifier: GPL-3.0-or-later
// Gets stuck in the way that its argument names: programs in C++ do so as well as those in Python.

#include <cstdio>
#include <cstring>
#include <pthread.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

void ready() {
    std::puts("ready");
    std::fflush(stdout);
}

// A mutex in shared memory, owned by a process that has ended. It is a child that waits for it, or the parent.
int mutex(bool is_child) {
    void *memory = ::mmap(nullptr, sizeof(pthread_mutex_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    auto *shared = static_cast<pthread_mutex_t *>(memory);
    pthread_mutexattr_t attributes;
    ::pthread_mutexattr_init(&attributes);
    ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_mutex_init(shared, &attributes);
    const pid_t owner = ::fork();
    if (owner == 0) {
        ::pthread_mutex_lock(shared);
        ::_exit(0);
    }
    ::waitpid(owner, nullptr, 0);
    const pid_t waiter = is_child ? ::fork() : 0;
    if (waiter != 0) {
        ready();
        return ::waitpid(waiter, nullptr, 0) == waiter ? 0 : 1;
    }
    if (!is_child)
        ready();
    return ::pthread_mutex_lock(shared);
}

// Processes in a ring, of which each acts on the pipe to one neighbour before it acts on that to the other.
int ring(bool writes) {
    constexpr int count = 3;
    int pipes[count][2];
    for (auto &ends : pipes)
        if (::pipe(ends) != 0)
            return 1;
    std::vector<char> much(1 << 20);
    int own = 0;
    for (int index = 1; index < count && own == 0; ++index)
        if (::fork() == 0)
            own = index;
    const int in = pipes[own][0], out = pipes[(own + 1) % count][1];
    for (const auto &ends : pipes)
        for (const int end : ends)
            if (end != in && end != out)
                ::close(end);
    if (own == 0)
        ready();
    const ssize_t done = writes ? ::write(out, much.data(), much.size()) : ::read(in, much.data(), 1);
    return done > 0 ? 0 : 1;
}

int child() {
    int ends[2];
    if (::pipe(ends) != 0)
        return 1;
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::close(ends[0]);
        const std::vector<char> much(1 << 20);
        ::_exit(::write(ends[1], much.data(), much.size()) > 0 ? 0 : 1);
    }
    ::close(ends[1]);
    ready();
    return ::waitpid(pid, nullptr, 0) == pid ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "mutex")
        return mutex(false);
    if (mode == "mutex of a child")
        return mutex(true);
    if (mode == "ring")
        return ring(false);
    if (mode == "writers")
        return ring(true);
    return child();
}
